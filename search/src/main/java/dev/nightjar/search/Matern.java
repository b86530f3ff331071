package dev.nightjar.search;

/// The Matérn kernel of smoothness 5/2, as a function of the squared distance in units of the length.
final class Matern {

    private static final double ROOT5 = Math.sqrt(5);

    private Matern() {}

    static double at(double squared) {
        double r = ROOT5 * Math.sqrt(squared);
        return (1 + r + r * r / 3) * Math.exp(-r);
    }

    /// Its derivative with respect to the logarithm of a length, for each unit of that length's share of the
    /// squared distance.
    static double slope(double squared) {
        double r = ROOT5 * Math.sqrt(squared);
        return 5.0 / 3 * (1 + r) * Math.exp(-r);
    }
}
