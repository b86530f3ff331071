package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.search.Moves.Move;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Hill climbing, one knob a step: which knob, and where to?
///
/// What was told is read as [Moves] of single knobs. The expected improvement of a step is the kernel mean of
/// the weights of the moves that ended near it, with a prior as strong as [#PRIOR] moves and as good as the
/// average move. So a knob that nobody touched comes before one that disappointed, and after one that paid.
final class OneKnobParzen {

    private static final double PRIOR = 0.7;
    private static final int STEPS_PER_KNOB = 8;

    /// Kernel width on the unit interval; a quarter of it around the base, where a step is too short to matter.
    private static final double WIDTH = 0.15;

    /// How much chance has a say among nearly equal steps: the scale of Gumbel noise on the logarithm of the
    /// expected improvement.
    private static final double CHANCE = 0.4;

    private final Space space;
    private final History history;
    private final Random random;

    OneKnobParzen(Space space, History history, Random random) {
        this.space = space;
        this.history = history;
        this.random = random;
    }

    Map<String, KnobValue> ask(Configuration base) {
        return best(base).orElseGet(() -> new Frontier(space, history, base, 1).anything(random));
    }

    /// The most promising step; empty when none of those drawn is open.
    Optional<Map<String, KnobValue>> best(Configuration base) {
        Frontier frontier = new Frontier(space, history, base, 1);
        double[] origin = space.point(base);
        Moves moves = Moves.of(history.samples(), origin);
        Map<String, KnobValue> best = Map.of();
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < space.dimensions(); d++) {
            double[] point = Frontier.nowhere(space);
            for (int i = 0; i < STEPS_PER_KNOB; i++) {
                point[d] = Steps.from(space.axis(d), origin[d], random);
                double score = Math.log(expectedImprovement(moves, d, origin[d], point[d])) + CHANCE * gumbel();
                if (score > bestScore) {
                    Map<String, KnobValue> changes = space.changes(base, point);
                    if (frontier.open(changes)) {
                        bestScore = score;
                        best = changes;
                    }
                }
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private double expectedImprovement(Moves moves, int dimension, double from, double to) {
        Axis axis = space.axis(dimension);
        double evidence = PRIOR + 2 * axis.nearness(from, to, WIDTH / 4);
        double improvement = PRIOR * moves.meanWeight();
        for (Move move : moves.of(dimension)) {
            double near = move.share() * nearness(axis, move, to);
            evidence += near;
            improvement += near * move.weight();
            if (move.weight() > 0) {
                evidence += move.share() * axis.nearness(move.from(), to, WIDTH);
            }
        }
        return improvement / evidence;
    }

    /// What a move says about a step to `to`: everything near its own end; and when that end was no good,
    /// everything beyond it too,
    /// for most knobs have one best region.
    private static double nearness(Axis axis, Move move, double to) {
        boolean beyond = !axis.categorical() && move.weight() == 0 && (to - move.to()) * (move.to() - move.from()) > 0;
        return beyond ? 1 : axis.nearness(move.to(), to, WIDTH);
    }

    private double gumbel() {
        return -Math.log(-Math.log(Math.max(random.nextDouble(), Double.MIN_NORMAL)));
    }
}
