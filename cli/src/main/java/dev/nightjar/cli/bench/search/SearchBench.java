package dev.nightjar.cli.bench.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.search.Proposers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs every optimizer on every problem with every seed, one after the other.
///
/// @param problems names of made-up problems, or commands that hold one; all made-up ones when empty
/// @param only     names of optimizers; all that there are when empty
public record SearchBench(List<String> problems, List<String> only, int seeds, double hours) {

    private static final String PEER = "optuna-";

    /// @param progress a line for each finished search
    public Results run(Consumer<String> progress) {
        Optional<Optuna> optuna = Optuna.find();
        if (optuna.isEmpty()) {
            progress.accept(
                    "Optuna is not compared: no Python here can import it (Debian: python3-optuna, python3-cmaes).");
        }
        List<Track> tracks = new ArrayList<>();
        for (String optimizer : optimizers(optuna)) {
            for (String name : problems.isEmpty() ? Problems.names() : problems) {
                for (int seed = 0; seed < seeds; seed++) {
                    try (Problem problem = problem(name, seed)) {
                        tracks.add(race(problem, optimizer, optuna, seed, progress));
                    }
                }
            }
        }
        return new Results(tracks);
    }

    private static Problem problem(String name, int seed) {
        return Problems.names().contains(name) ? Problems.named(name, seed) : new CommandProblem(name);
    }

    private List<String> optimizers(Optional<Optuna> optuna) {
        List<String> all = new ArrayList<>(Proposers.names());
        if (optuna.isPresent()) {
            Optuna.SAMPLERS.forEach(sampler -> all.add(PEER + sampler));
        }
        for (String name : only) {
            if (!all.contains(name)) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "There is no optimizer (%s) to race.".formatted(name),
                        "one of %s is meant.".formatted(all));
            }
        }
        return only.isEmpty() ? all : only;
    }

    private Track race(
            Problem problem, String optimizer, Optional<Optuna> optuna, int seed, Consumer<String> progress) {
        String version = optimizer.startsWith(PEER) ? optuna.orElseThrow().version() : "";
        try (Racer racer = racer(problem, optimizer, optuna, seed)) {
            Track track = Race.run(problem, racer, optimizer, version, seed, hours);
            progress.accept("%-14s %-22s seed %2d  left %.4f  %3d trials, %2d failed, %.1f ms a question"
                    .formatted(
                            track.problem(),
                            optimizer,
                            seed,
                            track.left(hours),
                            track.trials(),
                            track.failed(),
                            track.askMillis()));
            return track;
        }
    }

    private static Racer racer(Problem problem, String optimizer, Optional<Optuna> optuna, int seed) {
        return optimizer.startsWith(PEER)
                ? new OptunaRacer(optuna.orElseThrow(), optimizer.substring(PEER.length()), problem.menu(), seed)
                : new OwnRacer(optimizer, problem.menu(), seed);
    }
}
