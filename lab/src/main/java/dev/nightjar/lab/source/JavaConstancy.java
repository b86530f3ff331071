package dev.nightjar.lab.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which expressions of a program say the same in every trial, whatever seed the engine gave it: made of literals, of
/// names that some assignment, initialiser or call gives such a value, of static calls on those, and of the clock.
/// Names are compared as text, not resolved, and one constant source is enough: a fixed seed cannot hide behind a
/// second variable of the same name.
final class JavaConstancy {

    /// Classes whose static methods know nothing of the trial.
    private static final Set<String> NEUTRAL = Set.of(
            "System",
            "Math",
            "StrictMath",
            "Long",
            "Integer",
            "Short",
            "Byte",
            "Character",
            "Double",
            "Float",
            "Boolean",
            "String",
            "Objects",
            "Arrays",
            "List",
            "BigInteger",
            "Instant",
            "Clock",
            "LocalDate",
            "Duration",
            "Thread");

    private final Map<String, List<ExpressionTree>> sources = new HashMap<>();
    private final Map<String, List<ExpressionTree>> returned = new HashMap<>();
    private final Map<String, List<MethodTree>> methods = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> calls = new HashSet<>();

    private JavaConstancy() {}

    static JavaConstancy of(CompilationUnitTree unit) {
        JavaConstancy constancy = new JavaConstancy();
        new Declarations(constancy).scan(unit, null);
        new Sources(constancy).scan(unit, null);
        while (constancy.grow()) {} // a name may be constant by another one
        return constancy;
    }

    /// Whether the program has a method of that name of its own.
    boolean declares(String method) {
        return methods.containsKey(method);
    }

    boolean constant(ExpressionTree tree) {
        return switch (tree) {
            case LiteralTree literal -> literal.getValue() != null;
            case ParenthesizedTree parentheses -> constant(parentheses.getExpression());
            case UnaryTree unary -> constant(unary.getExpression());
            case BinaryTree binary -> constant(binary.getLeftOperand()) && constant(binary.getRightOperand());
            case TypeCastTree cast -> constant(cast.getExpression());
            case AssignmentTree assignment -> constant(assignment.getExpression());
            case ConditionalExpressionTree choice ->
                constant(choice.getTrueExpression()) && constant(choice.getFalseExpression());
            case IdentifierTree name -> names.contains(name.getName().toString());
            case MemberSelectTree select ->
                names.contains(select.getIdentifier().toString())
                        || (type(select.getExpression())
                                && capitals(select.getIdentifier().toString()));
            case MethodInvocationTree call -> constantCall(call);
            default -> false;
        };
    }

    private boolean constantCall(MethodInvocationTree call) {
        boolean arguments = call.getArguments().stream().allMatch(this::constant);
        return switch (call.getMethodSelect()) {
            case IdentifierTree name -> calls.contains(name.getName().toString());
            case MemberSelectTree select
            when declares(select.getIdentifier().toString()) ->
                calls.contains(select.getIdentifier().toString());
            case MemberSelectTree select ->
                arguments && (neutral(select.getExpression()) || constant(select.getExpression()));
            default -> false;
        };
    }

    private boolean grow() {
        boolean grown = false;
        for (Map.Entry<String, List<ExpressionTree>> name : sources.entrySet()) {
            grown |= !names.contains(name.getKey())
                    && name.getValue().stream().anyMatch(this::constant)
                    && names.add(name.getKey());
        }
        for (Map.Entry<String, List<ExpressionTree>> method : returned.entrySet()) {
            grown |= !calls.contains(method.getKey())
                    && method.getValue().stream().anyMatch(this::constant)
                    && calls.add(method.getKey());
        }
        return grown;
    }

    private static boolean neutral(ExpressionTree tree) {
        return NEUTRAL.contains(last(tree));
    }

    /// By convention, because nothing is resolved.
    private static boolean type(ExpressionTree tree) {
        String name = last(tree);
        return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    }

    /// `System` of `System` and of `java.lang.System`.
    private static String last(Tree tree) {
        return switch (tree) {
            case IdentifierTree identifier -> identifier.getName().toString();
            case MemberSelectTree select -> select.getIdentifier().toString();
            default -> "";
        };
    }

    private static boolean capitals(String name) {
        return name.chars().noneMatch(Character::isLowerCase);
    }

    private void source(String name, @Nullable ExpressionTree value) {
        if (value != null) {
            sources.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
    }

    private void arguments(String method, List<? extends ExpressionTree> values) {
        for (MethodTree called : methods.getOrDefault(method, List.of())) {
            for (int i = 0; i < Math.min(values.size(), called.getParameters().size()); i++) {
                source(called.getParameters().get(i).getName().toString(), values.get(i));
            }
        }
    }

    private static final class Declarations extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final JavaConstancy constancy;

        Declarations(JavaConstancy constancy) {
            this.constancy = constancy;
        }

        /// Constructors are called by their class's name.
        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            for (Tree member : tree.getMembers()) {
                if (member instanceof MethodTree constructor && constructor.getReturnType() == null) {
                    declare("new " + tree.getSimpleName(), constructor);
                }
            }
            return super.visitClass(tree, null);
        }

        private void declare(String name, MethodTree method) {
            constancy.methods.computeIfAbsent(name, _ -> new ArrayList<>()).add(method);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            String name = tree.getName().toString();
            declare(name, tree);
            Consumer<ReturnTree> remember = result -> {
                if (result.getExpression() != null) {
                    constancy
                            .returned
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(result.getExpression());
                }
            };
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitReturn(ReturnTree result, @Nullable Void none) {
                    remember.accept(result);
                    return super.visitReturn(result, null);
                }
            }.scan(tree.getBody(), null);
            return super.visitMethod(tree, null);
        }
    }

    private static final class Sources extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final JavaConstancy constancy;

        Sources(JavaConstancy constancy) {
            this.constancy = constancy;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
            constancy.source(tree.getName().toString(), tree.getInitializer());
            return super.visitVariable(tree, null);
        }

        @Override
        public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
            assign(tree.getVariable(), tree.getExpression());
            return super.visitAssignment(tree, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
            constancy.arguments(last(tree.getMethodSelect()), tree.getArguments());
            return super.visitMethodInvocation(tree, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
            constancy.arguments("new " + last(tree.getIdentifier()), tree.getArguments());
            return super.visitNewClass(tree, null);
        }

        private void assign(Tree target, ExpressionTree value) {
            String name = last(target);
            if (!name.isEmpty()) {
                constancy.source(name, value);
            }
        }
    }
}
