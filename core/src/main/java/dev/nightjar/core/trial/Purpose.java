package dev.nightjar.core.trial;

/// Why a trial is run.
public enum Purpose {
    BASELINE,
    /// At a part of the budget, to see whether a candidate is worth a full trial.
    SCREEN,
    CANDIDATE,
    /// A replicate of the best program so far.
    INCUMBENT,
    CONTROL,
    ABLATION,
    /// After the run, on fresh seeds.
    FINAL;

    /// Whether its value is evidence for decisions of the run: it had the whole budget, and was measured in time.
    public boolean evidence() {
        return switch (this) {
            case BASELINE, CANDIDATE, INCUMBENT, CONTROL, ABLATION -> true;
            case SCREEN, FINAL -> false;
        };
    }
}
