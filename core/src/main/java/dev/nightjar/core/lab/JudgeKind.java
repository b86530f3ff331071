package dev.nightjar.core.lab;

/// Where a number comes from; shown wherever the number is.
public enum JudgeKind {
    /// Measured by serving the checkpoint to a judge that never shows its targets' file.
    SEALED,
    /// Measured by a frozen evaluator in its own process.
    SEPARATE,
    /// Printed by the program that was changed.
    REPORTED
}
