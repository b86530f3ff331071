package dev.nightjar.core.ledger;

/// How an experiment ended.
public enum ExperimentStatus {
    KEEP,
    DISCARD,
    CRASH,
    BLOCKED,
    CHECKS_FAILED,
    TAINTED;

    /// As other tools and people write it: `checks_failed`.
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
