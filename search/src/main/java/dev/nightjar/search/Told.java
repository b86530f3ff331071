package dev.nightjar.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a process learns from.
///
/// @param points   embedded
/// @param values   of the points, about standard normal
/// @param features what each earlier run says of each point, see [Trend]
record Told(double[][] points, double[] values, double[][] features) {

    static Told of(double[][] points, double[] values, Trend trend) {
        return new Told(
                points, values, Arrays.stream(points).map(trend::features).toArray(double[][]::new));
    }

    int size() {
        return points.length;
    }

    /// Those at `indices`.
    Told only(List<Integer> indices) {
        return new Told(
                indices.stream().map(i -> points[i]).toArray(double[][]::new),
                indices.stream().mapToDouble(i -> values[i]).toArray(),
                indices.stream().map(i -> features[i]).toArray(double[][]::new));
    }

    /// Of what is left of the values when what the trend expects is taken off.
    double mean(Trend trend) {
        return IntStream.range(0, size())
                .mapToDouble(i -> left(i, trend))
                .average()
                .orElse(0);
    }

    /// What is left of the values when what the trend expects and then the mean are taken off.
    double[] centered(Trend trend) {
        double mean = mean(trend);
        return IntStream.range(0, size())
                .mapToDouble(i -> left(i, trend) - mean)
                .toArray();
    }

    private double left(int i, Trend trend) {
        return values[i] - trend.expected(features[i]);
    }
}
