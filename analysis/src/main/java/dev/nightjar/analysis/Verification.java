package dev.nightjar.analysis;

/// Baseline and incumbent measured again after the run, on seeds that took no part in choosing the incumbent.
///
/// @param baseline  mean metric of the baseline
/// @param incumbent mean metric of the incumbent
/// @param trials    measured trials of each; the smaller number where they differ
public record Verification(double baseline, double incumbent, int trials) {}
