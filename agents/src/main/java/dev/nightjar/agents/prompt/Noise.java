package dev.nightjar.agents.prompt;

import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// By how much a metric differs without a reason.
///
/// @param deviation standard deviation, in the metric's unit
/// @param repeats   trials beyond the first of their program; 0 if only the error of one measurement is known
public record Noise(double deviation, int repeats) {

    /// Fewer say too little of it to mark a difference as chance.
    private static final int ENOUGH = 2;

    /// Between seeds of the same program, pooled over all programs that were run more than once; else the
    /// standard error of the incumbent's measurement, which is the smaller part of it; else nothing is known.
    public static Optional<Noise> of(RunState state) {
        Map<String, List<Double>> values = state.trials().stream()
                .filter(record ->
                        record.value().isPresent() && record.trial().purpose().evidence())
                .collect(Collectors.groupingBy(
                        record -> record.trial().commit(),
                        Collectors.mapping(record -> record.value().getAsDouble(), Collectors.toList())));
        double squares = 0;
        int freedom = 0;
        for (List<Double> same :
                values.values().stream().filter(list -> list.size() > 1).toList()) {
            double mean =
                    same.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            squares += same.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            freedom += same.size() - 1;
        }
        if (freedom > 0) {
            return Optional.of(new Noise(Math.sqrt(squares / freedom), freedom));
        }
        return state.incumbent()
                .map(RunState.Program::trial)
                .flatMap(TrialRecord::measured)
                .map(Judgement.Measured::standardError)
                .filter(OptionalDouble::isPresent)
                .map(error -> new Noise(error.getAsDouble(), 0));
    }

    /// What it was measured from, as a sentence fragment.
    public String source() {
        return repeats == 0
                ? "standard error of one measurement; seeds add to it, by an amount not yet known"
                : "standard deviation between seeds, from %d repeated trial%s"
                        .formatted(repeats, repeats == 1 ? "" : "s");
    }

    /// Its size, for marking differences.
    static OptionalDouble betweenSeeds(RunState state) {
        return of(state)
                .filter(noise -> noise.repeats() >= ENOUGH)
                .map(noise -> OptionalDouble.of(noise.deviation()))
                .orElse(OptionalDouble.empty());
    }
}
