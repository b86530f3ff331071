package dev.nightjar.core.run;

import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.Optional;
import java.util.OptionalDouble;

/// A trial and what is known of it so far.
///
/// @param judgement    the first
/// @param confirmation the closer look before a keep
public record TrialRecord(
        Trial trial, Optional<TrialOutcome> outcome, Optional<Judgement> judgement, Optional<Judgement> confirmation) {

    static TrialRecord requested(Trial trial) {
        return new TrialRecord(trial, Optional.empty(), Optional.empty(), Optional.empty());
    }

    TrialRecord ended(TrialOutcome how) {
        return new TrialRecord(trial, Optional.of(how), judgement, confirmation);
    }

    TrialRecord judged(Judgement how) {
        return new TrialRecord(trial, outcome, Optional.of(how), confirmation);
    }

    TrialRecord confirmed(Judgement how) {
        return new TrialRecord(trial, outcome, judgement, Optional.of(how));
    }

    /// What counts: the closest look.
    public Optional<Judgement> verdict() {
        return confirmation.or(() -> judgement);
    }

    /// The measurement that counts, if it came to one.
    public Optional<Judgement.Measured> measured() {
        return verdict().filter(Judgement.Measured.class::isInstance).map(Judgement.Measured.class::cast);
    }

    /// The measured value, if it came to one.
    public OptionalDouble value() {
        return measured().map(measured -> OptionalDouble.of(measured.value())).orElse(OptionalDouble.empty());
    }

    /// What serving it cost, as far as that was measured.
    public Optional<Serving> serving() {
        return judgement
                .filter(Judgement.Measured.class::isInstance)
                .flatMap(first -> ((Judgement.Measured) first).serving());
    }

    /// Why there is no measured value and never will be.
    public Optional<String> failure() {
        if (outcome.isPresent() && outcome.get() instanceof TrialOutcome.Crashed crashed) {
            return Optional.of(crashed.reason());
        }
        if (verdict().isPresent() && verdict().get() instanceof Judgement.Refused refused) {
            String kind = refused.cause() == CrashReason.INTEGRITY ? "integrity: " : "judgement: ";
            return Optional.of(kind + refused.reason());
        }
        return Optional.empty();
    }

    /// Whether it failed because the machine was busy with other things.
    boolean tainted() {
        return outcome.orElse(null) instanceof TrialOutcome.Crashed crashed && crashed.tainted();
    }

    /// Whether training or judging it is still to be done.
    boolean open() {
        return value().isEmpty() && failure().isEmpty();
    }
}
