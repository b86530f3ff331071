package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.Optional;

/// The loop's order of things, read from the state.
final class NextStep {

    private NextStep() {}

    static Step of(RunState state) {
        Optional<TrialRecord> open =
                state.trials().stream().filter(TrialRecord::open).findFirst();
        if (open.isPresent()) {
            return finish(open.get());
        }
        Optional<TrialRecord> baseline = state.ownTrials().stream()
                .filter(record -> record.trial().purpose() == Purpose.BASELINE)
                .findFirst();
        if (baseline.isEmpty()) {
            return new Step.Request(Purpose.BASELINE, 0, state.run().baseline());
        }
        if (baseline.get().failure().isPresent()) {
            return new Step.GiveUp(baseline.get().failure().get());
        }
        if (Screening.wantsControl(state)) {
            return new Step.Request(Purpose.SCREEN, 0, state.run().baseline());
        }
        if (state.experiments().isEmpty() || !state.experiments().getLast().open()) {
            return new Step.Propose(state.experiments().size() + 1);
        }
        return advance(state, state.experiments().getLast());
    }

    private static Step finish(TrialRecord record) {
        return switch (record.outcome().orElse(null)) {
            case null -> new Step.Train(record.trial());
            case TrialOutcome.Trained trained -> new Step.Measure(record.trial(), trained);
            case TrialOutcome.Crashed _ -> throw new IllegalStateException("A crashed trial is not open.");
        };
    }

    private static Step advance(RunState state, Experiment experiment) {
        if (experiment.refused()) {
            return new Step.Retry(experiment);
        }
        if (experiment.committed().isEmpty()) {
            return new Step.Check(experiment);
        }
        Committed committed = experiment.committed().get();
        if (!experiment.preflighted()) {
            return new Step.Preflight(experiment, committed.commit());
        }
        if (experiment.candidateTrials().isEmpty()) {
            return new Step.Request(Screening.first(state), experiment.number(), committed.commit());
        }
        if (Screening.promoted(state, experiment)) {
            return new Step.Request(Purpose.CANDIDATE, experiment.number(), committed.commit());
        }
        return new Step.Decide(experiment);
    }
}
