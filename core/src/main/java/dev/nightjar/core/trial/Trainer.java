package dev.nightjar.core.trial;

import java.util.Set;
import java.util.function.Consumer;

/// Runs trials.
public interface Trainer {

    /// Runs `trial`, or returns what came of it if it ran to its end before (an engine that died does not lose a
    /// result).
    ///
    /// @throws Interruption.Interrupted if the person or the system asked to stop now; the trial will run again on
    /// resume
    TrialOutcome train(Trial trial, Consumer<Progress> progress, Interruption interruption);

    /// Deletes the checkpoints of all trials but these.
    void keepOnly(Set<Integer> trials);
}
