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

    /// @param finished hears of each search as it ends
    public Results run(Consumer<Track> finished) {
        Optional<Optuna> optuna = Optuna.find();
        List<Track> tracks = new ArrayList<>();
        for (String optimizer : optimizers(optuna)) {
            for (String name : problems.isEmpty() ? Problems.names() : problems) {
                for (int seed = 0; seed < seeds; seed++) {
                    try (Problem problem = problem(name, seed)) {
                        tracks.add(race(problem, optimizer, optuna, seed, finished));
                    }
                }
            }
        }
        return new Results(tracks);
    }

    /// Whether a Python of this machine has Optuna.
    public static boolean hasOptuna() {
        return Optuna.find().isPresent();
    }

    static Problem problem(String name, int seed) {
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

    private Track race(Problem problem, String optimizer, Optional<Optuna> optuna, int seed, Consumer<Track> finished) {
        String version = optimizer.startsWith(PEER) ? optuna.orElseThrow().version() : "";
        try (Racer racer = racer(problem, optimizer, optuna, seed)) {
            Track track = Race.run(problem, racer, optimizer, version, seed, hours);
            finished.accept(track);
            return track;
        }
    }

    private static Racer racer(Problem problem, String optimizer, Optional<Optuna> optuna, int seed) {
        return optimizer.startsWith(PEER)
                ? new OptunaRacer(optuna.orElseThrow(), optimizer.substring(PEER.length()), problem.menu(), seed)
                : new OwnRacer(optimizer, problem.menu(), seed);
    }
}
