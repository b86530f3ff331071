package dev.nightjar.cli.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a person asks for when they start a run.
///
/// @param tag    empty for today's date
/// @param from   the run whose incumbent is the baseline; empty for the lab's HEAD
/// @param device `cpu` or `cuda`
/// @param isolation what is around the programs: `bubblewrap` or `none`
/// @param ideas  to try first, one JSON proposal each
public record NewRun(
        Optional<String> tag,
        Optional<String> from,
        OptionalLong seed,
        String device,
        String isolation,
        List<String> ideas) {

    public NewRun {
        ideas = List.copyOf(ideas);
    }
}
