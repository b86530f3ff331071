package dev.nightjar.search;

import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.run.RunState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What a new run takes over from earlier ones.
public final class Recall {

    /// More runs cost more time than they teach: the ones with the most results count.
    private static final int MOST_RUNS = 3;

    private static final int MOST_RESULTS = 300;
    private static final int FEWEST_MEASURED = 5;

    private Recall() {}

    /// Of runs that measured the same metric, those results that have a place on the menu: every value that the
    /// menu knows is in its range. Runs with hardly any are left out; the largest come first.
    ///
    /// @param earlier the oldest first
    public static List<Event.Recalled> from(List<RunState> earlier, Event.RunStarted run, Menu menu) {
        Space space = Space.of(menu);
        return earlier.reversed().stream()
                .filter(state ->
                        state.run().metric().equals(run.metric()) && state.run().direction() == run.direction())
                .map(state -> new Event.Recalled(state.run().tag(), state.run().budget(), results(state, space)))
                .filter(recalled -> recalled.results().stream()
                                .filter(result -> result.value().isPresent())
                                .count()
                        >= FEWEST_MEASURED)
                .sorted(Comparator.comparingInt(recalled -> -recalled.results().size()))
                .limit(MOST_RUNS)
                .toList();
    }

    /// Whether a proposer of this name makes use of earlier runs.
    public static boolean helps(String proposer) {
        return proposer.equals("auto");
    }

    private static List<Event.Recalled.Result> results(RunState state, Space space) {
        List<Event.Recalled.Result> all = OptimizerProposer.observations(
                        state, state.run().knobs())
                .filter(observation -> space.holds(observation.configuration()))
                .flatMap(Recall::result)
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_RESULTS), all.size());
    }

    private static Stream<Event.Recalled.Result> result(Observation observation) {
        return switch (observation) {
            case Observation.Measured(var knobs, double value, var _) ->
                Stream.of(new Event.Recalled.Result(knobs, OptionalDouble.of(value), Optional.empty()));
            case Observation.Failed(var knobs, var cause) ->
                Stream.of(new Event.Recalled.Result(knobs, OptionalDouble.empty(), cause));
            case Observation.Pending _, Observation.Unmeasured _ -> Stream.empty();
        };
    }

    /// The same as observations.
    static List<Observation> observations(Event.Recalled recalled) {
        return recalled.results().stream()
                .map(result -> result.value().isPresent()
                        ? new Observation.Measured(
                                result.knobs(), result.value().getAsDouble())
                        : (Observation) new Observation.Failed(result.knobs(), result.cause()))
                .toList();
    }
}
