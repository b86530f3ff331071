package dev.nightjar.core.run;

import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.Optional;
import java.util.OptionalDouble;

/// A trial and what is known of it so far.
public record TrialRecord(Trial trial, Optional<TrialOutcome> outcome, Optional<Judgement> judgement) {

    static TrialRecord requested(Trial trial) {
        return new TrialRecord(trial, Optional.empty(), Optional.empty());
    }

    TrialRecord ended(TrialOutcome how) {
        return new TrialRecord(trial, Optional.of(how), judgement);
    }

    TrialRecord judged(Judgement how) {
        return new TrialRecord(trial, outcome, Optional.of(how));
    }

    /// The measured value, if it came to one.
    public OptionalDouble value() {
        return judgement.isPresent() && judgement.get() instanceof Judgement.Measured measured
                ? OptionalDouble.of(measured.value())
                : OptionalDouble.empty();
    }

    /// Why there is no measured value and never will be.
    public Optional<String> failure() {
        if (outcome.isPresent() && outcome.get() instanceof TrialOutcome.Crashed crashed) {
            return Optional.of(crashed.reason());
        }
        if (judgement.isPresent() && judgement.get() instanceof Judgement.Refused(String reason)) {
            return Optional.of("judgement: " + reason);
        }
        return Optional.empty();
    }

    /// Whether training or judging it is still to be done.
    boolean open() {
        return value().isEmpty() && failure().isEmpty();
    }
}
