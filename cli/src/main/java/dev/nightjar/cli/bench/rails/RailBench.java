package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends every case through the rails, the way a model's answer goes.
///
/// @param lab     its folder
/// @param results in the cases' order
/// @param skipped cases of labs whose language cannot be read on this machine
/// @param lacking why not; empty if none was skipped
public record RailBench(Path lab, List<RailResult> results, List<RailCase> skipped, String lacking) {

    public RailBench {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
    }

    /// @param file  the cases'; their own labs are beside it
    /// @throws UserError if a lab is malformed, or a case does not fit it
    public static RailBench run(Path lab, Path file, List<RailCase> cases) {
        Map<Path, RailLab> labs = new HashMap<>();
        List<RailResult> results = new ArrayList<>();
        List<RailCase> skipped = new ArrayList<>();
        String lacking = "";
        for (RailCase railCase : cases) {
            Path folder =
                    railCase.lab().map(file.toAbsolutePath()::resolveSibling).orElse(lab);
            try {
                RailLab opened = labs.computeIfAbsent(folder, RailLab::open);
                results.add(new RailResult(railCase, opened.check(railCase)));
            } catch (UserError e) {
                if (e.kind() != UserError.Kind.ENVIRONMENT) {
                    throw e;
                }
                skipped.add(railCase);
                lacking = String.valueOf(e.getMessage());
            }
        }
        return new RailBench(lab, results, skipped, lacking);
    }

    public RailScore score() {
        return RailScore.of(results);
    }

    List<RailResult> wrong() {
        return results.stream().filter(result -> !result.right()).toList();
    }
}
