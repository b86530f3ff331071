package dev.nightjar.search;

import java.util.Arrays;
import java.util.List;

/// Covariance of what knobs make together: linear in their logarithms, where a product of knobs is a sum, plus a smooth
/// part for what is left.
final class Kernel {

    /// The smooth part's length, over the root of the number of knobs.
    private static final double LENGTH = 0.25;

    /// Variance of the level, over that of a slope.
    private static final double LEVEL = 0.1;

    private final Embedding embedding;
    private final double linear;
    private final double smooth;
    private final double[] lengths;

    /// A point as the two parts see it.
    record Place(double[] scaled, double[] logarithms) {}

    /// @param linear variance of a slope
    /// @param smooth variance of the smooth part
    Kernel(Embedding embedding, double linear, double smooth) {
        this.embedding = embedding;
        this.linear = linear;
        this.smooth = smooth;
        lengths = new double[embedding.knobCount()];
        Arrays.fill(lengths, LENGTH * Math.sqrt(lengths.length));
    }

    Place place(double[] point) {
        return new Place(embedding.scaled(embedding.of(point), lengths), embedding.logarithms(point));
    }

    double between(Place a, Place b) {
        return linear * (LEVEL + Embedding.dot(a.logarithms(), b.logarithms()))
                + smooth * Matern.at(Embedding.squared(a.scaled(), b.scaled()));
    }

    double[][] matrix(List<Place> places) {
        int n = places.size();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = between(places.get(i), places.get(j));
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
