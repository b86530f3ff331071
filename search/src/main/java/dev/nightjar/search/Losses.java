package dev.nightjar.search;

import java.util.Arrays;

/// Makes losses fit for a model with normal noise: what is worse than the median counts in its logarithm, for
/// a run that went badly wrong says little about the good ones; the better half keeps its proportions.
final class Losses {

    /// The quantile of the better half whose distance to the median is the unit, and how many standard
    /// deviations of a normal distribution that is.
    private static final double GOOD = 0.1;

    private static final double DEVIATIONS = 1.28;
    /// As many measurements of a run's own weigh as much as what others say of the unit.
    private static final double BORROWED = 10;

    private static final double FAR = 1e6;
    private static final double TINY = 1e-12;

    private Losses() {}

    /// Standardised, in the same order.
    ///
    /// @param rising sorted, at least one
    static double[] tamed(double[] rising) {
        double[] tamed = tamed(rising, unit(rising));
        double mean = Arrays.stream(tamed).average().orElse(0);
        double deviation = deviation(tamed);
        return Arrays.stream(tamed).map(z -> (z - mean) / deviation).toArray();
    }

    /// In units of `unit`, from the median.
    static double[] tamed(double[] rising, double unit) {
        double median = rising[rising.length / 2];
        return Arrays.stream(rising)
                .map(loss -> Math.clamp((loss - median) / unit, -FAR, FAR))
                .map(z -> z > 0 ? Math.log1p(z) : z)
                .toArray();
    }

    /// The distance between a middling loss and a good one; next to nothing where all are the same.
    static double unit(double[] rising) {
        int n = rising.length;
        double median = rising[n / 2];
        double unit = (median - rising[(int) (GOOD * n)]) / DEVIATIONS;
        return unit > 0 ? unit : Math.max(TINY, median - rising[0]);
    }

    /// The unit of a run's values when it goes by those of earlier runs as long as it has few of its own.
    static double unit(double[] rising, double[] borrowed) {
        double others = Arrays.stream(borrowed).map(Math::log).average().orElse(0);
        double own = unit(rising);
        int n = own > TINY ? rising.length : 0;
        return Math.exp((BORROWED * others + (n > 0 ? n * Math.log(own) : 0)) / (BORROWED + n));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(z -> (z - mean) * (z - mean)).sum();
        return Math.max(TINY, Math.sqrt(squares / values.length));
    }
}
