package dev.nightjar.analysis;

import java.util.OptionalDouble;

/// What an experiment's candidate measured.
///
/// @param metric        mean over its trials, in the metric's unit; empty without a measured trial
/// @param standardError of that mean over the rows that were scored; empty where the judge cannot know it. It
///                      says nothing about another seed
/// @param reference     what it was compared with; empty for the baseline
/// @param trials        how many measured trials are behind the metric
public record Measurement(OptionalDouble metric, OptionalDouble standardError, OptionalDouble reference, int trials) {

    public static final Measurement NONE =
            new Measurement(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0);

    /// A single trial's value of which nothing else is known.
    public static Measurement single(double metric, OptionalDouble reference) {
        return new Measurement(OptionalDouble.of(metric), OptionalDouble.empty(), reference, 1);
    }
}
