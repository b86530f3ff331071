package dev.nightjar.core.trial;

import java.util.Optional;

/// Measures the metric of a trained trial, outside the process that trained it.
public interface Judge {

    Judgement judge(Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption interruption);

    /// Looks closer at what `first` says, before a keep. Empty where there is nothing more to look at.
    default Optional<Judgement> confirm(
            Trial trial, Judgement.Measured first, Comparison comparison, Interruption interruption) {
        return Optional.empty();
    }

    /// Measures on the test split. Empty where there is none.
    default Optional<Judgement> test(Trial trial, Comparison comparison, Interruption interruption) {
        return Optional.empty();
    }

    /// What is known of other programs when one is judged.
    ///
    /// @param reference the program that the candidate has to beat
    /// @param baseline  what serving the baseline cost
    record Comparison(Optional<Reference> reference, Optional<Serving> baseline) {

        public static final Comparison NONE = new Comparison(Optional.empty(), Optional.empty());
    }

    /// @param claims SHA-256 of the trial's claims
    record Reference(Trial trial, String claims) {}
}
