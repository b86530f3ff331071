package dev.nightjar.cli.bench.search;

import dev.nightjar.core.proposal.Optimizer.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// What earlier runs are worth to a search: `auto` on its own, with a good earlier run, and with worthless ones.
///
/// The earlier run is one of `auto` itself, eight hours on the problem's [Relative].
///
/// @param problems names of made-up problems, or commands that hold one; all made-up ones when empty
public record WarmBench(List<String> problems, int seeds, double hours) {

    static final String COLD = "auto";
    private static final double EARLIER_HOURS = 8;

    /// The earlier searches have seeds of their own.
    private static final int OTHER_SEED = 1_000;

    /// @param finished hears of each search as it ends
    public Results run(Consumer<Track> finished) {
        List<Track> tracks = new ArrayList<>();
        for (String name : problems.isEmpty() ? Problems.names() : problems) {
            for (int seed = 0; seed < seeds; seed++) {
                try (Problem problem = SearchBench.problem(name, seed)) {
                    for (Map.Entry<String, List<List<Observation>>> start :
                            starts(problem, seed).entrySet()) {
                        OwnRacer racer = new OwnRacer(COLD, problem.menu(), seed, start.getValue());
                        Track track = Race.run(problem, racer, start.getKey(), "", seed, hours);
                        tracks.add(track);
                        finished.accept(track);
                    }
                }
            }
        }
        return new Results(tracks);
    }

    private static Map<String, List<List<Observation>>> starts(Problem problem, int seed) {
        OwnRacer racer = new OwnRacer(COLD, problem.menu(), OTHER_SEED + seed, List.of());
        Race.run(new Relative(problem, seed), racer, COLD, "", OTHER_SEED + seed, EARLIER_HOURS);
        List<Observation> earlier = racer.told();
        Map<String, List<List<Observation>>> starts = new LinkedHashMap<>();
        starts.put(COLD, List.of());
        starts.put("auto, earlier run", List.of(earlier));
        starts.put("auto, shuffled one", List.of(shuffled(earlier, seed)));
        starts.put("auto, mirrored one", List.of(mirrored(earlier)));
        return starts;
    }

    /// Every configuration gets the outcome of another one.
    private static List<Observation> shuffled(List<Observation> earlier, int seed) {
        List<Observation> outcomes = new ArrayList<>(earlier);
        Collections.shuffle(outcomes, new Random(seed));
        List<Observation> shuffled = new ArrayList<>();
        for (int i = 0; i < earlier.size(); i++) {
            var knobs = earlier.get(i).configuration();
            shuffled.add(
                    switch (outcomes.get(i)) {
                        case Observation.Measured(var _, double value, var _) -> new Observation.Measured(knobs, value);
                        case Observation.Failed(var _, var cause) -> new Observation.Failed(knobs, cause);
                        case Observation.Pending _ -> new Observation.Pending(knobs);
                        case Observation.Unmeasured _ -> new Observation.Unmeasured(knobs);
                    });
        }
        return shuffled;
    }

    /// What was good is as bad as it was good.
    private static List<Observation> mirrored(List<Observation> earlier) {
        return earlier.stream()
                .map(observation -> observation instanceof Observation.Measured(var knobs, double value, var _)
                        ? new Observation.Measured(knobs, -value)
                        : observation)
                .toList();
    }
}
