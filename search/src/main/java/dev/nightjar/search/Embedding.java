package dev.nightjar.search;

import java.util.Arrays;

/// A space's points as vectors with Euclidean distances: one coordinate for a knob in its scale, one for each
/// choice of a category. Two categories are at distance one.
final class Embedding {

    private static final double CORNER = Math.sqrt(0.5);

    private final Space space;
    private final int[] knobs;

    Embedding(Space space) {
        this.space = space;
        int[] owners = new int[0];
        for (int d = 0; d < space.dimensions(); d++) {
            int width = space.axis(d).categorical() ? space.axis(d).levels() : 1;
            int from = owners.length;
            owners = Arrays.copyOf(owners, from + width);
            Arrays.fill(owners, from, owners.length, d);
        }
        knobs = owners;
    }

    int knobCount() {
        return space.dimensions();
    }

    /// The knob that each coordinate belongs to.
    int[] knobs() {
        return knobs;
    }

    double[] of(double[] point) {
        return vector(point, false);
    }

    /// The same with positive knobs on the logarithm, from -1 to 1: what is a product of knobs is a sum here.
    double[] logarithms(double[] point) {
        return vector(point, true);
    }

    private double[] vector(double[] point, boolean logarithms) {
        double[] vector = new double[knobs.length];
        int at = 0;
        for (int d = 0; d < point.length; d++) {
            Axis axis = space.axis(d);
            if (axis.categorical()) {
                vector[at + axis.cell(point[d])] = CORNER;
                at += axis.levels();
            } else {
                vector[at++] = logarithms ? 2 * axis.logarithmic(point[d]) - 1 : point[d];
            }
        }
        return vector;
    }

    /// Each coordinate in units of its knob's length.
    double[] scaled(double[] vector, double[] lengths) {
        double[] scaled = new double[vector.length];
        for (int c = 0; c < vector.length; c++) {
            scaled[c] = vector[c] / lengths[knobs[c]];
        }
        return scaled;
    }

    static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            double step = a[c] - b[c];
            sum += step * step;
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
