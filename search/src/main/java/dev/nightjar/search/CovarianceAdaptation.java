package dev.nightjar.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/// CMA-ES (Hansen and Ostermeier, 2001) over the unit cube; categories in the order of their list.
///
/// Hipparchus's optimizer wants to call a function. So it is run from its beginning for each question, and
/// gets the told results for an answer, until it wants a point that nobody tried: that is the question.
/// Results that it did not ask for are used where it happens to come by. It starts from the first measured
/// configuration.
public final class CovarianceAdaptation implements Optimizer {

    private static final double STEP = 0.2;
    private static final int MOST_EVALUATIONS = 20_000;

    private final Space space;
    private final History history;
    private final Direction direction;
    private final long seed;
    private final Map<List<Optional<KnobValue>>, Double> losses = new HashMap<>();
    private double[] start = {};

    /// @param changes must leave the number of changes open: this method moves all knobs together
    /// @param seed    the same for all questions of a search
    /// @throws UserError if `changes` is a number
    public CovarianceAdaptation(Menu menu, Direction direction, OptionalInt changes, long seed) {
        requireAnyNumber(changes);
        this.space = Space.of(menu);
        this.history = new History(space, direction);
        this.direction = direction;
        this.seed = seed;
    }

    static void requireAnyNumber(OptionalInt changes) {
        if (changes.isPresent()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "cmaes moves all knobs at once and cannot keep to changes = %d.".formatted(changes.getAsInt()),
                    "changes should be left out, or the proposer be auto.");
        }
    }

    @Override
    public void tell(Observation observation) {
        history.add(observation);
        double loss = switch (observation) {
            case Observation.Measured(var _, double value, var _) -> direction.gain(0, value);
            case Observation.Failed _ -> Double.POSITIVE_INFINITY;
            case Observation.Pending _, Observation.Unmeasured _ -> Double.NaN;
        };
        losses.put(space.identity(observation.configuration()), loss);
        if (start.length == 0 && observation instanceof Observation.Measured) {
            start = space.point(observation.configuration());
        }
    }

    @Override
    public Map<String, KnobValue> ask(Configuration base) {
        double[] from = start.length == 0 ? space.point(base) : start.clone();
        for (int d = 0; d < from.length; d++) {
            from[d] = Double.isNaN(from[d]) ? 0.5 : Math.clamp(from[d], 0.01, 0.99);
        }
        try {
            replay(base, from);
        } catch (Untried question) {
            return question.changes;
        }
        return new Frontier(space, history, base, space.dimensions()).anything(new Random(seed));
    }

    private void replay(Configuration base, double[] from) {
        int n = from.length;
        double[] steps = new double[n];
        double[] zeros = new double[n];
        double[] ones = new double[n];
        Arrays.fill(steps, STEP);
        Arrays.fill(ones, 1);
        int population = 4 + (int) (3 * Math.log(Math.max(1, n)));
        new CMAESOptimizer(MOST_EVALUATIONS, Double.NEGATIVE_INFINITY, true, 0, 0, new Well19937c(seed), false, null)
                .optimize(
                        new ObjectiveFunction(point -> loss(base, point)),
                        GoalType.MINIMIZE,
                        new InitialGuess(from),
                        new SimpleBounds(zeros, ones),
                        new CMAESOptimizer.Sigma(steps),
                        new CMAESOptimizer.PopulationSize(population),
                        new MaxEval(MOST_EVALUATIONS));
    }

    /// What was told of the configuration at a point. Failures and broken constraints are worse than all that
    /// was measured; what is under way is as good as the middle.
    private double loss(Configuration base, double[] point) {
        Map<String, KnobValue> changes = space.changes(base, point);
        Configuration candidate = base.with(changes);
        Double told = losses.get(space.identity(candidate));
        double[] finite = losses.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double worst = finite.length == 0 ? 0 : finite[finite.length - 1] + 1;
        if (told != null) {
            double middle = finite.length == 0 ? 0 : finite[finite.length / 2];
            return Double.isNaN(told) ? middle : Double.isInfinite(told) ? worst : told;
        }
        if (changes.isEmpty() || !space.menu().feasible(candidate)) {
            return worst;
        }
        throw new Untried(changes);
    }

    /// Stops the optimizer at the point that it wants to know.
    private static final class Untried extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Map<String, KnobValue> changes;

        Untried(Map<String, KnobValue> changes) {
            super("", null, false, false);
            this.changes = changes;
        }
    }
}
