package dev.nightjar.analysis;

import java.time.Duration;
import java.util.OptionalDouble;

/// Where a run's time went, in seconds.
///
/// @param elapsed           time that engines have spent on the run; for an imported run from its first to its
///                         last time stamp
/// @param medianOverhead    the engine's own share of an experiment: neither thinking, pre-flight, trial nor
///                         judge
/// @param medianExperiment  a measured experiment, all in all
public record TimeUse(
        Duration elapsed,
        double training,
        double startUp,
        double judging,
        double preflight,
        double proposing,
        OptionalDouble medianOverhead,
        OptionalDouble medianExperiment) {

    /// What is left: the engine's own work, and waiting.
    public double rest() {
        return Math.max(0, seconds() - training - startUp - judging - preflight - proposing);
    }

    public double everythingElse() {
        return Math.max(0, seconds() - training);
    }

    public double seconds() {
        return elapsed.toMillis() / 1000.0;
    }

    /// Whether anything about times is known: some formats have none.
    public boolean known() {
        return seconds() > 0;
    }
}
