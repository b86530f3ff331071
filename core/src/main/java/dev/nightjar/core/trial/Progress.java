package dev.nightjar.core.trial;

/// How far a trial is. `fraction` of the budget in [0, 1]; the loss is the program's own, in nats a token, NaN when
/// unknown.
public record Progress(Phase phase, double fraction, long step, double loss, double seconds) {

    public enum Phase {
        PREPARING,
        TRAINING,
        JUDGING,
        /// Judging closer, before a keep.
        CONFIRMING,
        /// Judging on the test split, at the end of a run.
        TESTING
    }
}
