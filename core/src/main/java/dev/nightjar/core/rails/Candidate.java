package dev.nightjar.core.rails;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import java.util.Map;

/// A changed program that passed the pure rails.
///
/// @param text          the editable file
/// @param fingerprint   of its normalised syntax tree; equal for programs that differ in spelling only
/// @param configuration its knobs
/// @param changes       the knobs that differ from the base; empty for an edit that leaves the knobs alone
/// @param description   one line for people
public record Candidate(
        String text,
        String fingerprint,
        Configuration configuration,
        Map<String, KnobValue> changes,
        String description) {}
