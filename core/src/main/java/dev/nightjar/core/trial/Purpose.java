package dev.nightjar.core.trial;

/// Why a trial is run.
public enum Purpose {
    BASELINE,
    CANDIDATE,
    /// A replicate of the best program so far.
    INCUMBENT,
    CONTROL,
    ABLATION,
    /// After the run, on fresh seeds.
    FINAL
}
