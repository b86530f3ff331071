package dev.nightjar.core.gate;

import dev.nightjar.core.trial.Purpose;

/// What the gate says about an experiment.
public sealed interface Decision {

    record Keep(String reason) implements Decision {}

    record Discard(String reason) implements Decision {}

    /// Not enough is known yet.
    record NeedTrial(Purpose purpose, String reason) implements Decision {}
}
