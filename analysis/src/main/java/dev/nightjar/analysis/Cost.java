package dev.nightjar.analysis;

/// Where an experiment's time went, in seconds, and the most memory that it held.
///
/// @param proposing       thinking of it
/// @param preflight       compiling it and taking one step
/// @param training        on the training clock; for a crashed trial from its start to its end
/// @param startUp         from the start of the process to the start of the clock, and from the clock's end to
///                        the process's
/// @param judging         measuring
/// @param peakMemoryBytes the largest resident size of a trial's process tree; 0 if unknown
public record Cost(
        double proposing, double preflight, double training, double startUp, double judging, long peakMemoryBytes) {

    public static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0);

    /// A trial's time on the training clock, where nothing else is known.
    public static Cost trained(double seconds, long peakMemoryBytes) {
        return new Cost(0, 0, seconds, 0, 0, peakMemoryBytes);
    }

    /// Everything but the engine's own share.
    public double outsideTheEngine() {
        return preflight + training + startUp + judging;
    }

    /// Peak memory as the field writes it, in units of 2^30 bytes.
    public double peakMemoryGib() {
        return peakMemoryBytes / (double) (1L << 30);
    }

    /// Bytes for a size in units of 2^30.
    public static long bytes(double gib) {
        return Math.round(gib * (1L << 30));
    }
}
