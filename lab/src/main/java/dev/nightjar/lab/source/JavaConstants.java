package dev.nightjar.lab.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import dev.nightjar.core.lab.KnobValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Finds the constants of a Java source: `static final` fields of its top-level types whose value is a literal. A name
/// that two of them have is no constant: which one the program uses cannot be told from the file.
final class JavaConstants {

    private static final Set<String> TYPES = Set.of(
            "byte", "short", "int", "long", "float", "double", "boolean", "Integer", "Long", "Float", "Double",
            "Boolean", "String");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String source;

    private JavaConstants(CompilationUnitTree unit, SourcePositions positions, String source) {
        this.unit = unit;
        this.positions = positions;
        this.source = source;
    }

    static Map<String, JavaConstant> of(CompilationUnitTree unit, SourcePositions positions, String source) {
        JavaConstants finder = new JavaConstants(unit, positions, source);
        Map<String, JavaConstant> constants = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree top) {
                for (Tree member : top.getMembers()) {
                    if (member instanceof VariableTree field && constant(field, top)) {
                        if (seen.add(field.getName().toString())) {
                            finder.read(field).ifPresent(found -> constants.put(found.name(), found));
                        } else {
                            constants.remove(field.getName().toString());
                        }
                    }
                }
            }
        }
        return constants;
    }

    private static boolean constant(VariableTree field, ClassTree owner) {
        Set<Modifier> flags = field.getModifiers().getFlags();
        return owner.getKind() == Tree.Kind.INTERFACE || flags.containsAll(Set.of(Modifier.STATIC, Modifier.FINAL));
    }

    private Optional<JavaConstant> read(VariableTree field) {
        ExpressionTree whole = unwrapped(field.getInitializer());
        boolean negative = whole instanceof UnaryTree && whole.getKind() == Tree.Kind.UNARY_MINUS;
        ExpressionTree inner = switch (whole) {
            case UnaryTree sign
            when negative || sign.getKind() == Tree.Kind.UNARY_PLUS -> unwrapped(sign.getExpression());
            case null, default -> whole;
        };
        String type = String.valueOf(field.getType());
        if (whole == null || !(inner instanceof LiteralTree literal) || !TYPES.contains(type)) {
            return Optional.empty();
        }
        return value(literal, source.substring(start(literal), end(literal)), negative, type)
                .map(value -> new JavaConstant(
                        field.getName().toString(),
                        type,
                        value,
                        start(whole),
                        end(whole),
                        source.substring(start(whole), end(whole))));
    }

    private static @Nullable ExpressionTree unwrapped(@Nullable ExpressionTree tree) {
        return tree instanceof ParenthesizedTree parentheses ? unwrapped(parentheses.getExpression()) : tree;
    }

    /// Reals are read from their text, so that `0.02f` is 0.02 and not the float next to it.
    private static Optional<KnobValue> value(LiteralTree literal, String digits, boolean negative, String type) {
        boolean real = type.equalsIgnoreCase("float") || type.equalsIgnoreCase("double");
        return switch (literal.getValue()) {
            case Integer number when real -> Optional.of(new KnobValue.Real(negative ? -(double) number : number));
            case Long number when real -> Optional.of(new KnobValue.Real(negative ? -(double) number : number));
            case Integer number -> Optional.of(new KnobValue.Int(negative ? -(long) number : number));
            case Long number -> Optional.of(new KnobValue.Int(negative ? -number : number));
            case Float _, Double _ -> {
                double number = Double.parseDouble(digits.replace("_", ""));
                yield Optional.of(new KnobValue.Real(negative ? -number : number));
            }
            case Boolean flag -> Optional.of(new KnobValue.Flag(flag));
            case String text -> Optional.of(new KnobValue.Text(text));
            case null, default -> Optional.empty();
        };
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }
}
