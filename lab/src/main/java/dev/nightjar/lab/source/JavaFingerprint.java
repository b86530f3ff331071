package dev.nightjar.lab.source;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Prints a syntax tree so that programs which differ in comments, white space, redundant parentheses, the order of
/// modifiers or
/// the spelling of literals print the same, and others do not: `(KIND value child child …)`, with `_` for a child
/// that is not there.
final class JavaFingerprint extends TreeScanner<@Nullable Void, StringBuilder> {

    private JavaFingerprint() {}

    /// SHA-256 of the print.
    static String of(CompilationUnitTree unit) {
        StringBuilder print = new StringBuilder();
        new JavaFingerprint().scan(unit, print);
        return Sha256.of(print.toString());
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, StringBuilder print) {
        switch (tree) {
            case null -> print.append('_');
            case ParenthesizedTree parentheses -> scan(parentheses.getExpression(), print);
            case UnaryTree minus
            when negative(minus) instanceof LiteralTree literal -> {
                print.append('(').append(literal.getKind());
                name(print, "-" + literal.getValue());
                print.append(')');
            }
            default -> {
                print.append('(').append(tree.getKind());
                super.scan(tree, print);
                print.append(')');
            }
        }
        return null;
    }

    @Override
    public @Nullable Void scan(@Nullable Iterable<? extends Tree> trees, StringBuilder print) {
        print.append('[');
        if (trees != null) {
            trees.forEach(tree -> scan(tree, print));
        }
        print.append(']');
        return null;
    }

    /// The parser folds the sign of `-1` into the literal, but not that of `- 1.0` or `-(1)`.
    private static @Nullable Tree negative(UnaryTree tree) {
        Tree inner = tree.getExpression();
        while (inner instanceof ParenthesizedTree parentheses) {
            inner = parentheses.getExpression();
        }
        return tree.getKind() == Tree.Kind.UNARY_MINUS
                        && inner instanceof LiteralTree literal
                        && literal.getValue() instanceof Number
                ? inner
                : null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, StringBuilder print) {
        name(print, String.valueOf(tree.getValue()));
        return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, StringBuilder print) {
        name(print, tree.getName());
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, StringBuilder print) {
        name(print, tree.getIdentifier());
        return super.visitMemberSelect(tree, print);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, StringBuilder print) {
        name(print, tree.getMode() + " " + tree.getName());
        return super.visitMemberReference(tree, print);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, StringBuilder print) {
        name(print, tree.getName());
        return super.visitVariable(tree, print);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, StringBuilder print) {
        name(print, tree.getName());
        return super.visitMethod(tree, print);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, StringBuilder print) {
        name(print, tree.getSimpleName());
        return super.visitClass(tree, print);
    }

    @Override
    public @Nullable Void visitTypeParameter(TypeParameterTree tree, StringBuilder print) {
        name(print, tree.getName());
        return super.visitTypeParameter(tree, print);
    }

    @Override
    public @Nullable Void visitModifiers(ModifiersTree tree, StringBuilder print) {
        name(print, new TreeSet<>(tree.getFlags()));
        return super.visitModifiers(tree, print);
    }

    @Override
    public @Nullable Void visitPrimitiveType(PrimitiveTypeTree tree, StringBuilder print) {
        name(print, tree.getPrimitiveTypeKind());
        return null;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, StringBuilder print) {
        name(print, tree.isStatic() + " " + tree.isModule());
        return super.visitImport(tree, print);
    }

    @Override
    public @Nullable Void visitCase(CaseTree tree, StringBuilder print) {
        name(print, tree.getCaseKind());
        return super.visitCase(tree, print);
    }

    @Override
    public @Nullable Void visitLabeledStatement(LabeledStatementTree tree, StringBuilder print) {
        name(print, tree.getLabel());
        return super.visitLabeledStatement(tree, print);
    }

    @Override
    public @Nullable Void visitBreak(BreakTree tree, StringBuilder print) {
        name(print, String.valueOf(tree.getLabel()));
        return super.visitBreak(tree, print);
    }

    @Override
    public @Nullable Void visitContinue(ContinueTree tree, StringBuilder print) {
        name(print, String.valueOf(tree.getLabel()));
        return super.visitContinue(tree, print);
    }

    /// Length first, so that no text can be mistaken for structure.
    private static void name(StringBuilder print, Object value) {
        String text = value.toString();
        print.append(' ').append(text.length()).append(':').append(text);
    }
}
