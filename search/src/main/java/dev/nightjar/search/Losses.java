package dev.nightjar.search;

import java.util.Arrays;

/// Makes losses fit for a model with normal noise: what is worse than the median counts in its logarithm, for
/// a run that went badly wrong says little about the good ones; the better half keeps its proportions.
final class Losses {

    /// The quantile of the better half whose distance to the median is the unit, and how many standard
    /// deviations of a normal distribution that is.
    private static final double GOOD = 0.1;

    private static final double DEVIATIONS = 1.28;
    private static final double FAR = 1e6;
    private static final double TINY = 1e-12;

    private Losses() {}

    /// Standardised, in the same order.
    ///
    /// @param rising sorted, at least one
    static double[] tamed(double[] rising) {
        int n = rising.length;
        double median = rising[n / 2];
        double unit = (median - rising[(int) (GOOD * n)]) / DEVIATIONS;
        double scale = unit > 0 ? unit : Math.max(TINY, median - rising[0]);
        double[] tamed = Arrays.stream(rising)
                .map(loss -> Math.clamp((loss - median) / scale, -FAR, FAR))
                .map(z -> z > 0 ? Math.log1p(z) : z)
                .toArray();
        double mean = Arrays.stream(tamed).average().orElse(0);
        double squares = Arrays.stream(tamed).map(z -> (z - mean) * (z - mean)).sum();
        double deviation = Math.max(TINY, Math.sqrt(squares / n));
        return Arrays.stream(tamed).map(z -> (z - mean) / deviation).toArray();
    }
}
