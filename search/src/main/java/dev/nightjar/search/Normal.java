package dev.nightjar.search;

/// The standard normal distribution.
final class Normal {

    private Normal() {}

    /// The probability of less than `z`, to 7.5e-8: Zelen and Severo, formula 26.2.17 in Abramowitz and Stegun,
    /// 1964.
    static double cumulative(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * polynomial;
        return z > 0 ? 1 - tail : tail;
    }
}
