package dev.nightjar.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// The proposers that need no model and no network.
public final class Proposers {

    private static final List<String> NAMES = List.of("auto", "random", "tpe", "cmaes");

    private Proposers() {}

    /// What [#named] and [#optimizer] know, the default first.
    public static List<String> names() {
        return NAMES;
    }

    /// `random` draws; `tpe`, `cmaes` and `auto` learn.
    ///
    /// @param changes how many knobs a proposal may change; any number when empty
    /// @throws UserError if there is no proposer of that name
    public static Proposer named(String name, OptionalInt changes) {
        if (!NAMES.contains(name)) {
            throw unknown(name);
        }
        if (name.equals("cmaes")) {
            CovarianceAdaptation.requireAnyNumber(changes);
        }
        return new OptimizerProposer(
                name,
                context -> optimizer(
                        name,
                        context.menu(),
                        context.lab().metric().direction(),
                        changes,
                        context.state().run().seed(),
                        context.number()));
    }

    /// An optimizer that was told nothing yet.
    ///
    /// @param changes how many knobs a question may change; any number when empty
    /// @param runSeed the same for all questions of a search
    /// @param number  of the question
    /// @throws UserError if there is none of that name, or it cannot keep to `changes`
    public static Optimizer optimizer(
            String name, Menu menu, Direction direction, OptionalInt changes, long runSeed, int number) {
        long seed = new SplittableRandom(runSeed * 1_000_003 + number).nextLong();
        return switch (name) {
            case "auto" -> new BayesianSearch(menu, direction, changes, seed);
            case "random" -> new RandomSearch(menu, changes, seed);
            case "tpe" -> new TreeParzen(menu, direction, changes, seed);
            case "cmaes" -> new CovarianceAdaptation(menu, direction, changes, runSeed);
            default -> throw unknown(name);
        };
    }

    /// What the default optimizer learns from a run, whoever proposed in it.
    public static Optional<Insight> insight(RunState state, Menu menu) {
        Event.RunStarted run = state.run();
        Optimizer optimizer = optimizer(NAMES.getFirst(), menu, run.direction(), OptionalInt.empty(), run.seed(), 0);
        OptimizerProposer.tell(optimizer, state, run.knobs());
        return optimizer.insight(run.knobs());
    }

    private static UserError unknown(String name) {
        return new UserError(
                UserError.Kind.USAGE,
                "There is no proposer (%s).".formatted(name),
                "one of %s is meant.".formatted(NAMES));
    }
}
