package dev.nightjar.lab.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberReferenceTree.ReferenceMode;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the names that a Java source uses. Nothing is resolved, so a type of the program's own that is called like
/// a
/// forbidden one counts as that one.
final class JavaUses extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final JavaConstancy constancy;
    private final List<Use> uses = new ArrayList<>();

    private JavaUses(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
        this.constancy = JavaConstancy.of(unit);
    }

    static List<Use> of(CompilationUnitTree unit, SourcePositions positions) {
        JavaUses collector = new JavaUses(unit, positions);
        collector.scan(unit, null);
        return List.copyOf(collector.uses);
    }

    @Override
    public @Nullable Void visitPackage(PackageTree tree, @Nullable Void nothing) {
        add(tree, "package " + tree.getPackageName());
        return null;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        String name = tree.getQualifiedIdentifier().toString();
        add(tree, (tree.isModule() ? "module " : "") + name);
        if (tree.isStatic() && !name.endsWith(".*")) {
            add(tree, name.substring(name.lastIndexOf('.')));
        }
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        if (tree.getExtendsClause() != null) {
            add(tree, "extends " + simple(tree.getExtendsClause()));
        }
        return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        String name = tree.getName().toString();
        if (!name.isEmpty() && Character.isUpperCase(name.charAt(0))) {
            add(tree, name);
        }
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        String chain = chain(tree);
        if (chain != null) {
            add(tree, chain);
            return null;
        }
        return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        String owner = chain(tree.getQualifierExpression());
        add(tree, (owner == null ? "" : owner) + "." + tree.getName());
        if (tree.getMode() == ReferenceMode.NEW) { // what it will be called with cannot be seen
            add(tree, "new " + simple(tree.getQualifierExpression()) + "()");
        } else {
            add(tree, "." + tree.getName());
        }
        return super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
        if (tree.getMethodSelect() instanceof MemberSelectTree select) {
            add(tree, "." + select.getIdentifier());
        } else if (tree.getMethodSelect() instanceof IdentifierTree name
                && !constancy.declares(name.getName().toString())) {
            add(tree, "." + name.getName()); // imported from somewhere, or inherited
        }
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        if (tree.getArguments().isEmpty()) {
            add(tree, "new " + simple(tree.getIdentifier()) + "()");
        } else if (tree.getArguments().stream().allMatch(constancy::constant)) {
            add(tree, "new " + simple(tree.getIdentifier()) + "(constant)");
        }
        return super.visitNewClass(tree, null);
    }

    private static String simple(Tree type) {
        String name = String.valueOf(type);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// `a.b.c` for names joined by dots, else null.
    private static @Nullable String chain(Tree tree) {
        return switch (tree) {
            case IdentifierTree name -> name.getName().toString();
            case MemberSelectTree select -> {
                String owner = chain(select.getExpression());
                yield owner == null ? null : owner + "." + select.getIdentifier();
            }
            default -> null;
        };
    }

    private void add(Tree tree, String name) {
        long start = positions.getStartPosition(unit, tree);
        uses.add(new Use(start < 0 ? 1 : (int) unit.getLineMap().getLineNumber(start), name));
    }
}
