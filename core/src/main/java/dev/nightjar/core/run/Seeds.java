package dev.nightjar.core.run;

/// Seeds as functions of the run's seed, so that nothing random has to be remembered.
public final class Seeds {

    private Seeds() {}

    /// The seed of replicate `replicate` of experiment `experiment`.
    public static long trial(long run, int experiment, int replicate) {
        return mix(mix(mix(run) + experiment) + 0x7721L * (replicate + 1));
    }

    /// The seed of the proposer's randomness for experiment `experiment`.
    public static long proposal(long run, int experiment) {
        return mix(mix(run ^ 0x5DEECE66DL) + experiment);
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood, 2014): neighbours in, unrelated numbers out.
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
