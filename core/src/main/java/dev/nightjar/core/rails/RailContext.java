package dev.nightjar.core.rails;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import java.util.Map;

/// What the rails compare a proposal with.
///
/// @param source       the program that the proposal starts from
/// @param base         its knobs
/// @param fingerprints every program tried so far, with the experiment that tried it (0 is the baseline)
public record RailContext(
        Lab lab,
        Menu menu,
        SourceLanguage language,
        String source,
        Configuration base,
        Map<String, Integer> fingerprints) {}
