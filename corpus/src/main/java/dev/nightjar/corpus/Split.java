package dev.nightjar.corpus;

/// The parts of a corpus.
public enum Split {
    /// What programs train on.
    TRAIN,
    /// What the judge measures on during a run.
    VALIDATION,
    /// Read once a run, at its end.
    TEST
}
