package dev.nightjar.search;

/// A candidate, and the most that it can promise as far as it was looked at.
///
/// @param number      in the order of the candidates
/// @param improvement the most that its expected improvement, in its logarithm, can be
/// @param looks       how many parts of the promise are known
record Prospect(int number, double[] point, double improvement, double bound, int looks)
        implements Comparable<Prospect> {

    /// One more part is known, and is by this much (at most zero) other than the bound had it.
    Prospect known(double difference) {
        return new Prospect(number, point, improvement, bound + difference, looks + 1);
    }

    /// The most promising first; of equals, the earliest.
    @Override
    public int compareTo(Prospect other) {
        int order = Double.compare(other.bound, bound);
        return order != 0 ? order : Integer.compare(number, other.number);
    }
}
