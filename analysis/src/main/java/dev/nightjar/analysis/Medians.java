package dev.nightjar.analysis;

import java.util.List;
import java.util.OptionalDouble;

/// Middle values.
public final class Medians {

    private Medians() {}

    /// The median; the mean of the two middle values of an even number; empty for none.
    public static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /// The median absolute deviation from the median, not scaled to a standard deviation; empty for no values.
    public static OptionalDouble absoluteDeviation(List<Double> values) {
        OptionalDouble median = median(values);
        return median.isEmpty()
                ? median
                : median(values.stream()
                        .map(value -> Math.abs(value - median.getAsDouble()))
                        .toList());
    }
}
