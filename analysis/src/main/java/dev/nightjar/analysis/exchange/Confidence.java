package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Medians;
import dev.nightjar.analysis.Result;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.List;
import java.util.OptionalDouble;

/// How far the best kept metric is from the first one, in units of the segment's noise: |best kept − first| ÷
/// MAD of all metrics, where MAD is the median absolute deviation from the median. Runs without a positive
/// metric do not count, as in the format's origin.
final class Confidence {

    private static final int FEWEST = 3;

    private Confidence() {}

    /// Empty below three runs, at MAD 0, and while the first one is still the best.
    static OptionalDouble of(List<Result> segment, Direction direction) {
        List<Result> measured = segment.stream()
                .filter(row -> row.metric().isPresent() && row.metric().getAsDouble() > 0)
                .filter(row -> row.status() != ExperimentStatus.TAINTED)
                .toList();
        if (measured.size() < FEWEST) {
            return OptionalDouble.empty();
        }
        double noise = Medians.absoluteDeviation(
                        measured.stream().map(row -> row.metric().getAsDouble()).toList())
                .orElse(0);
        double first = segment.getFirst().metric().orElse(0);
        double best = measured.stream()
                .filter(row -> row.status() == ExperimentStatus.KEEP)
                .mapToDouble(row -> row.metric().getAsDouble())
                .reduce((a, b) -> direction.better(b, a) ? b : a)
                .orElse(first);
        return noise == 0 || best == first ? OptionalDouble.empty() : OptionalDouble.of(Math.abs(best - first) / noise);
    }
}
