package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Mean and spread of a knob's values: arithmetic, or on a log scale geometric; for categories, how often each.
final class Spread {

    private Spread() {}

    static String text(Knob knob, List<KnobValue> values) {
        return switch (knob) {
            case Knob.IntRange range -> numbers(values, range.scale() == Knob.Scale.LOG && range.min() > 0);
            case Knob.RealRange range -> numbers(values, range.scale() == Knob.Scale.LOG);
            case Knob.Choice choice ->
                choice.choices().stream()
                        .map(one -> "%s %d×"
                                .formatted(
                                        one,
                                        values.stream()
                                                .filter(value ->
                                                        choice.accept(value).equals(Optional.of(one)))
                                                .count()))
                        .collect(Collectors.joining(", "));
        };
    }

    private static String numbers(List<KnobValue> values, boolean logarithmic) {
        double[] numbers = values.stream()
                .mapToDouble(KnobValue::number)
                .filter(number -> !logarithmic || number > 0)
                .map(number -> logarithmic ? Math.log(number) : number)
                .filter(Double::isFinite)
                .toArray();
        if (numbers.length == 0) {
            return "?";
        }
        double mean = 0;
        for (double number : numbers) {
            mean += number / numbers.length;
        }
        double variance = 0;
        for (double number : numbers) {
            variance += (number - mean) * (number - mean) / numbers.length;
        }
        double deviation = Math.sqrt(variance);
        return logarithmic
                ? "mean %s, spread ×/÷ %s"
                        .formatted(Standing.number(Math.exp(mean)), Standing.number(Math.exp(deviation)))
                : "mean %s, spread ± %s".formatted(Standing.number(mean), Standing.number(deviation));
    }
}
