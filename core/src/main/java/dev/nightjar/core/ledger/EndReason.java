package dev.nightjar.core.ledger;

/// Why an engine left a run.
public enum EndReason {
    /// A budget for experiments, hours or money is spent.
    LIMIT,
    /// A person asked, by Ctrl-C or `nightjar stop`.
    STOPPED,
    /// A person asked for a break, by `nightjar pause` or the file `pause.flag`.
    PAUSED,
    /// The baseline cannot be measured, so nothing can be compared.
    BASELINE_FAILED,
    /// An error that a person must mend, such as a full disk; the detail says which.
    FAILED
}
