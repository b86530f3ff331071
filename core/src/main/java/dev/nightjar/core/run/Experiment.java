package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Event.Blocked;
import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.ledger.Event.Decided;
import dev.nightjar.core.ledger.Event.Proposed;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One turn of the loop, as far as it has come.
public record Experiment(
        Proposed proposed,
        Optional<Committed> committed,
        boolean preflighted,
        Optional<Blocked> blocked,
        Optional<Decided> decided,
        List<TrialRecord> trials,
        Instant startedAt,
        Instant changedAt) {

    public Experiment {
        trials = List.copyOf(trials);
    }

    static Experiment opened(Proposed proposed, Instant at) {
        return new Experiment(proposed, Optional.empty(), false, Optional.empty(), Optional.empty(), List.of(), at, at);
    }

    Experiment committed(Committed event, Instant at) {
        return new Experiment(proposed, Optional.of(event), preflighted, blocked, decided, trials, startedAt, at);
    }

    Experiment preflighted(Instant at) {
        return new Experiment(proposed, committed, true, blocked, decided, trials, startedAt, at);
    }

    Experiment blocked(Blocked event, Instant at) {
        return new Experiment(proposed, committed, preflighted, Optional.of(event), decided, trials, startedAt, at);
    }

    Experiment decided(Decided event, Instant at) {
        return new Experiment(proposed, committed, preflighted, blocked, Optional.of(event), trials, startedAt, at);
    }

    Experiment withTrials(List<TrialRecord> newTrials, Instant at) {
        return new Experiment(proposed, committed, preflighted, blocked, decided, newTrials, startedAt, at);
    }

    public int number() {
        return proposed.number();
    }

    /// Empty while it is open.
    public Optional<ExperimentStatus> status() {
        if (blocked.isPresent()) {
            return Optional.of(ExperimentStatus.BLOCKED);
        }
        return decided.map(Decided::status);
    }

    public boolean open() {
        return status().isEmpty();
    }

    /// The candidate's mean metric, where it was measured.
    public OptionalDouble metric() {
        return decided.map(Decided::metric).orElse(OptionalDouble.empty());
    }

    /// One line: what was changed.
    public String description() {
        return committed.map(Committed::description).orElseGet(() -> Descriptions.of(proposed.proposal()));
    }

    /// Why it ended as it did.
    public String reason() {
        return blocked.map(event -> event.rail() + ": " + event.reason())
                .or(() -> decided.map(Decided::reason))
                .orElse("");
    }
}
