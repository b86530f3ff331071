package dev.nightjar.analysis;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Baseline and incumbent measured again after the run, pairwise on the same seeds, which took no part in choosing the
/// incumbent.
///
/// @param baseline      mean metric of the baseline
/// @param incumbent     mean metric of the incumbent
/// @param gain          mean of the pairs' differences; positive is better
/// @param standardError of `gain` over the pairs; empty for a single pair
/// @param better        pairs in which the incumbent is better
public record Verification(
        double baseline, double incumbent, double gain, OptionalDouble standardError, int pairs, int better) {

    /// Empty as long as there is no pair, or nothing but the baseline to verify.
    static Optional<Verification> of(RunState state) {
        Optional<RunState.Program> best = state.incumbent();
        if (best.isEmpty() || best.get().experiment() == 0) {
            return Optional.empty();
        }
        Map<Long, Double> before = finals(state, state.run().baseline());
        Map<Long, Double> after = finals(state, best.get().commit());
        before.keySet().retainAll(after.keySet());
        after.keySet().retainAll(before.keySet());
        return before.isEmpty() ? Optional.empty() : Optional.of(of(state.run(), before, after));
    }

    private static Verification of(Event.RunStarted run, Map<Long, Double> before, Map<Long, Double> after) {
        List<Double> gains = new ArrayList<>();
        before.forEach((seed, value) -> gains.add(run.direction().gain(after.getOrDefault(seed, Double.NaN), value)));
        double mean = mean(gains);
        double squares = gains.stream()
                .mapToDouble(gain -> (gain - mean) * (gain - mean))
                .sum();
        int pairs = gains.size();
        return new Verification(
                mean(before.values()),
                mean(after.values()),
                mean,
                pairs < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (pairs - 1) / pairs)),
                pairs,
                (int) gains.stream().filter(gain -> gain > 0).count());
    }

    private static Map<Long, Double> finals(RunState state, String commit) {
        Map<Long, Double> values = new LinkedHashMap<>();
        state.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.FINAL)
                .filter(record -> record.trial().commit().equals(commit))
                .forEach(record -> record.value()
                        .ifPresent(value -> values.put(record.trial().seed(), value)));
        return values;
    }

    private static double mean(Iterable<Double> values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            sum += value;
            count++;
        }
        return sum / count;
    }
}
