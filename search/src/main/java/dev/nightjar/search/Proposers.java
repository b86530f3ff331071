package dev.nightjar.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// The proposers that need no model and no network.
public final class Proposers {

    private static final List<String> NAMES = List.of("auto", "random", "tpe", "cmaes");

    /// So many tries are named as the next ones.
    private static final int PROMISING = 3;

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

    /// What the default optimizer learns from a run, whoever proposed in it, and what it would try next. The same
    /// state gives the same insight.
    public static Optional<Insight> insight(RunState state, Menu menu) {
        if (menu.knobs().isEmpty()) {
            return Optional.empty();
        }
        Event.RunStarted run = state.run();
        int number = state.experiments().size() + 1;
        Optimizer optimizer =
                optimizer(NAMES.getFirst(), menu, run.direction(), OptionalInt.empty(), run.seed(), number);
        OptimizerProposer.tell(optimizer, state, run.knobs());
        Configuration base = state.reference().map(RunState.Program::knobs).orElse(run.knobs());
        return optimizer.insight(run.knobs()).map(known -> known.with(promising(optimizer, menu, base)));
    }

    /// What is asked in a row, each as if those before were under way; nothing where the base has no place on the
    /// menu, as in a run of another lab.
    private static List<Map<String, KnobValue>> promising(Optimizer optimizer, Menu menu, Configuration base) {
        boolean whole = menu.knobs().stream()
                .allMatch(knob -> base.get(knob.name()).flatMap(knob::accept).isPresent());
        List<Map<String, KnobValue>> next = new ArrayList<>();
        try {
            while (whole && menu.feasible(base) && next.size() < PROMISING) {
                Map<String, KnobValue> changes = optimizer.ask(base);
                next.add(changes);
                optimizer.tell(new Optimizer.Observation.Pending(base.with(changes)));
            }
        } catch (UserError exhausted) {
            // The menu has no more than these.
        }
        return next;
    }

    private static UserError unknown(String name) {
        return new UserError(
                UserError.Kind.USAGE,
                "There is no proposer (%s).".formatted(name),
                "one of %s is meant.".formatted(NAMES));
    }
}
