package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.trial.Purpose;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Short trials before full ones: successive halving with one rung, in its asynchronous form (Li et al., "A System for
/// Massively Parallel Hyperparameter Tuning", 2020), which needs no brackets to fill.
///
/// A short trial never counts as a measurement of its program; it only says which candidates are worth one. What
/// beats the reference's own short trial goes on, and so does the best third of all that were seen, for a program
/// may learn slower and get further.
final class Screening {

    private static final int ONE_IN = 3;

    private Screening() {}

    static boolean on(RunState state) {
        return state.run().gate().screen().isPresent();
    }

    /// Whether the baseline's short trial, the control, is still to be run.
    static boolean wantsControl(RunState state) {
        return on(state)
                && state.ownTrials().stream().noneMatch(record -> record.trial().purpose() == Purpose.SCREEN);
    }

    /// What to run first for a candidate.
    static Purpose first(RunState state) {
        return on(state) ? Purpose.SCREEN : Purpose.CANDIDATE;
    }

    /// Whether the candidate has had its short trial and deserves its full one.
    static boolean promoted(RunState state, Experiment experiment) {
        return value(experiment).isPresent()
                && !measuredInFull(experiment)
                && rejection(state, experiment).isEmpty();
    }

    /// Why the candidate does not get its full trial; empty if it does, or has had one, or there is no screening.
    static Optional<String> rejection(RunState state, Experiment experiment) {
        OptionalDouble own = value(experiment);
        if (own.isEmpty() || measuredInFull(experiment)) {
            return Optional.empty();
        }
        double value = own.getAsDouble();
        double[] seen = state.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.SCREEN)
                .flatMap(record -> record.value().stream().boxed())
                .mapToDouble(Double::doubleValue)
                .toArray();
        int place = 1;
        for (double other : seen) {
            place += state.run().direction().better(other, value) ? 1 : 0;
        }
        OptionalDouble bar = reference(state);
        boolean beats = bar.isPresent() && state.run().direction().better(value, bar.getAsDouble());
        int places = Math.max(bar.isPresent() ? 0 : 1, seen.length / ONE_IN);
        if (beats || place <= places) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "screened out: %.6f after %.0f %% of the budget, place %d of %d%s",
                value,
                100 * state.run().gate().screen().orElse(1),
                place,
                seen.length,
                bar.isPresent() ? String.format(Locale.ROOT, "; the reference had %.6f", bar.getAsDouble()) : ""));
    }

    /// What the reference's own short trial came to.
    private static OptionalDouble reference(RunState state) {
        String commit = state.reference().orElseThrow().commit();
        return state.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.SCREEN
                        && record.trial().commit().equals(commit))
                .flatMap(record -> record.value().stream().boxed())
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static OptionalDouble value(Experiment experiment) {
        String commit = experiment.committed().map(Committed::commit).orElse("");
        return experiment.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.SCREEN
                        && record.trial().commit().equals(commit))
                .flatMap(record -> record.value().stream().boxed())
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static boolean measuredInFull(Experiment experiment) {
        return experiment.candidateTrials().stream()
                .anyMatch(record -> record.trial().purpose() == Purpose.CANDIDATE);
    }
}
