package dev.nightjar.analysis;

import java.util.OptionalDouble;

/// How a knob fared in a run.
///
/// @param tried    experiments that proposed a new value for it, blocked ones included
/// @param measured those of them with a metric
/// @param kept     those of them that were kept
/// @param bestGain the largest gain over the reference among the measured ones, in the metric's unit; other
///                 knobs may have changed with it
public record KnobUse(String knob, int tried, int measured, int kept, OptionalDouble bestGain) {}
