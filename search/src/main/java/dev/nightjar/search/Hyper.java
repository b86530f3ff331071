package dev.nightjar.search;

import java.util.Arrays;

/// What shapes a Gaussian process: one length a knob, and the variances of signal and noise.
record Hyper(double[] lengths, double signal, double noise) {

    /// Lengths, signal and noise as logarithms, in one array.
    static Hyper of(double[] logarithms) {
        int knobs = logarithms.length - 2;
        double[] lengths = Arrays.stream(logarithms, 0, knobs).map(Math::exp).toArray();
        return new Hyper(lengths, Math.exp(logarithms[knobs]), Math.exp(logarithms[knobs + 1]));
    }
}
