package dev.nightjar.search;

import dev.nightjar.search.History.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A history read as moves of single knobs, each from the best configuration that it could have come from.
///
/// The good moves are those whose gain exceeds a quantile of all gains (or zero), and their weight is by how
/// much. These are the weights that make a density-ratio estimator estimate the expected improvement instead
/// of its probability (Song et al., "A General Recipe for Likelihood-free Bayesian Optimization", 2022);
/// without them a knob that does nothing but noise looks good half the time.
final class Moves {

    /// Share of the moves that counts as good although they gained nothing: a near miss is worth a second look.
    private static final double GOOD = 0.25;

    /// What is left of a move's say for each other knob in which the base has changed since.
    private static final double AGING = 0.85;

    /// One knob's part in a told result.
    ///
    /// @param share  how much of it is put down to this knob, and how relevant it still is
    /// @param weight 0 for the bad and for failures; 1 on average over the good
    record Move(double from, double to, double share, double weight) {}

    private record Step(Sample parent, Sample child, List<Integer> dimensions) {

        /// NaN for a failure.
        double gain() {
            return parent.loss() - child.loss();
        }
    }

    private final Map<Integer, List<Move>> moves = new HashMap<>();
    private final double meanWeight;

    private Moves(List<Step> steps, double[] base) {
        double[] gains = steps.stream()
                .mapToDouble(Step::gain)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double threshold = gains.length == 0 ? 0 : Math.min(0, gains[(int) ((1 - GOOD) * (gains.length - 1))]);
        double unit = Arrays.stream(gains)
                .map(gain -> gain - threshold)
                .filter(excess -> excess > 0)
                .average()
                .orElse(1);
        double total = 0;
        for (Step step : steps) {
            double weight = step.child().failed() ? 0 : Math.max(0, step.gain() - threshold) / unit;
            total += weight;
            List<Integer> changedSince = differing(step.parent().point(), base);
            for (int d : step.dimensions()) {
                int others = changedSince.size() - (changedSince.contains(d) ? 1 : 0);
                double share = Math.pow(AGING, others) / step.dimensions().size();
                double from = step.parent().point()[d];
                moves.computeIfAbsent(d, _ -> new ArrayList<>())
                        .add(new Move(from, step.child().point()[d], share, weight));
            }
        }
        meanWeight = total > 0 ? total / steps.size() : 1;
    }

    /// @param base the point that the next step will start from
    static Moves of(List<Sample> samples, double[] base) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Step step = bestStep(samples.subList(0, i), samples.get(i));
            if (!step.dimensions().isEmpty()) {
                steps.add(step);
            }
        }
        return new Moves(steps, base);
    }

    List<Move> of(int dimension) {
        return moves.getOrDefault(dimension, List.of());
    }

    /// The weight of the average move: what is expected of one that nothing is known about.
    double meanWeight() {
        return meanWeight;
    }

    /// The step to `child` from the earlier sample that differs in the fewest knobs, and among those from the
    /// best.
    private static Step bestStep(List<Sample> earlier, Sample child) {
        Step best = new Step(child, child, List.of());
        for (Sample parent : earlier) {
            if (parent.failed()) {
                continue;
            }
            List<Integer> dimensions = differing(parent.point(), child.point());
            boolean nearer = best.dimensions().isEmpty()
                    || dimensions.size() < best.dimensions().size()
                    || (dimensions.size() == best.dimensions().size()
                            && parent.loss() < best.parent().loss());
            if (!dimensions.isEmpty() && nearer) {
                best = new Step(parent, child, dimensions);
            }
        }
        return best;
    }

    private static List<Integer> differing(double[] a, double[] b) {
        List<Integer> dimensions = new ArrayList<>();
        for (int d = 0; d < a.length; d++) {
            if (Math.abs(a[d] - b[d]) > 1e-12) {
                dimensions.add(d);
            }
        }
        return dimensions;
    }
}
