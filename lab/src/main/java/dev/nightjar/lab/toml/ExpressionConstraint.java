package dev.nightjar.lab.toml;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.CeilingFunction;
import com.ezylang.evalex.functions.basic.FloorFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.LogFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.functions.basic.SqrtFunction;
import com.ezylang.evalex.parser.ParseException;
import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A condition over knobs, parsed once. Only functions whose value their arguments decide are known, so that the same
/// configuration is always feasible or never. What cannot be computed, such as a division by zero, does not hold.
final class ExpressionConstraint implements Constraint {

    private static final ExpressionConfiguration LANGUAGE = ExpressionConfiguration.builder()
            .arraysAllowed(false)
            .structuresAllowed(false)
            .binaryAllowed(false)
            .implicitMultiplicationAllowed(false)
            .singleQuoteStringLiteralsAllowed(true)
            .defaultConstants(Map.of("true", EvaluationValue.TRUE, "false", EvaluationValue.FALSE))
            .functionDictionary(MapBasedFunctionDictionary.ofFunctions(
                    Map.entry("ABS", new AbsFunction()),
                    Map.entry("CEILING", new CeilingFunction()),
                    Map.entry("FLOOR", new FloorFunction()),
                    Map.entry("IF", new IfFunction()),
                    Map.entry("LOG", new LogFunction()),
                    Map.entry("MAX", new MaxFunction()),
                    Map.entry("MIN", new MinFunction()),
                    Map.entry("ROUND", new RoundFunction()),
                    Map.entry("SQRT", new SqrtFunction())))
            .build();

    private static final int MOST_KNOWN = 10_000;

    private final String text;
    private final String doc;
    private final List<String> variables;
    private final Expression expression;

    /// What came out for values that were asked before: a search asks for the same few widths again and again.
    private final Map<List<KnobValue>, Boolean> known = new HashMap<>();

    private ExpressionConstraint(String text, String doc, List<String> variables, Expression expression) {
        this.text = text;
        this.doc = doc;
        this.variables = variables;
        this.expression = expression;
    }

    /// @throws IllegalArgumentException if it is no expression, names what is no knob, or gives anything but true
    /// or false
    static ExpressionConstraint compile(String text, String doc, List<Knob> knobs) {
        List<String> names = knobs.stream().map(Knob::name).toList();
        Expression expression = new Expression(text, LANGUAGE);
        List<String> variables;
        try {
            variables = List.copyOf(expression.getUndefinedVariables());
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "The expression (%s) has a mistake at character %d (%s): %s.\nMaybe an operator or a parenthesis is missing."
                            .formatted(text, e.getStartPosition(), e.getTokenString(), e.getMessage()),
                    e);
        }
        for (String variable : variables) {
            if (!names.contains(variable)) {
                throw new IllegalArgumentException("The expression (%s) names (%s), which is no knob.\nMaybe %s"
                        .formatted(
                                text,
                                variable,
                                Nearest.to(variable, names)
                                        .map(near -> "\"%s\" is meant.".formatted(near))
                                        .orElse("a text needs quotes, or the knob is missing in the menu.")));
            }
        }
        ExpressionConstraint constraint = new ExpressionConstraint(text, doc, variables, expression);
        constraint.requireTruth(knobs);
        return constraint;
    }

    @Override
    public String expression() {
        return text;
    }

    @Override
    public String doc() {
        return doc;
    }

    @Override
    public Set<String> knobs() {
        return Set.copyOf(variables);
    }

    @Override
    public synchronized boolean holds(Configuration configuration) {
        List<KnobValue> values = variables.stream()
                .flatMap(variable -> configuration.get(variable).stream())
                .toList();
        if (values.size() < variables.size()) {
            return false;
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                values,
                _ -> evaluate(configuration)
                        .map(value -> value.isBooleanValue() && value.getBooleanValue())
                        .orElse(false));
    }

    private void requireTruth(List<Knob> knobs) {
        Map<String, KnobValue> sample = new HashMap<>();
        knobs.forEach(knob -> sample.put(
                knob.name(),
                switch (knob) {
                    case Knob.IntRange range -> new KnobValue.Int(range.max());
                    case Knob.RealRange range -> new KnobValue.Real(range.max());
                    case Knob.Choice choice -> choice.choices().getLast();
                }));
        Optional<EvaluationValue> value = evaluate(new Configuration(sample));
        if (value.isPresent() && !value.get().isBooleanValue()) {
            throw new IllegalArgumentException(
                    "The expression (%s) gives %s, not true or false.\nMaybe a comparison such as \"== 0\" is missing."
                            .formatted(text, value.get().getValue()));
        }
    }

    /// One at a time: an [Expression] keeps its variables in itself.
    private synchronized Optional<EvaluationValue> evaluate(Configuration configuration) {
        for (String variable : variables) {
            Optional<KnobValue> value = configuration.get(variable);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            expression.with(variable, scalar(value.get()));
        }
        try {
            return Optional.of(expression.evaluate());
        } catch (EvaluationException | ParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Object scalar(KnobValue value) {
        return switch (value) {
            case KnobValue.Int(long number) -> BigDecimal.valueOf(number);
            case KnobValue.Real(double number) -> BigDecimal.valueOf(number);
            case KnobValue.Text(String text) -> text;
            case KnobValue.Flag(boolean flag) -> flag;
        };
    }
}
