package dev.nightjar.core.gate;

import dev.nightjar.core.lab.Direction;
import java.util.List;

/// What is known when a decision is due: the candidate's measurements and the reference's (incumbent or baseline),
/// never empty.
public record Evidence(Direction direction, List<Double> candidate, List<Double> reference) {

    public Evidence {
        candidate = List.copyOf(candidate);
        reference = List.copyOf(reference);
        if (candidate.isEmpty() || reference.isEmpty()) {
            throw new IllegalArgumentException(
                    "The gate needs measurements of both sides, got %s and %s.\nMaybe the ledger was altered."
                            .formatted(candidate, reference));
        }
    }

    /// Mean gain over the reference, in the metric's unit; positive is better.
    public double gain() {
        return direction.gain(mean(candidate), mean(reference));
    }

    public double candidateMean() {
        return mean(candidate);
    }

    /// The gain as a fraction of the reference's size.
    public double relativeGain() {
        return gain() / Math.abs(mean(reference));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
