package dev.nightjar.search;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.search.History.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An earlier run, as a process over today's knobs. What it says is in units of its own: lower is better, and one is
/// the distance between a middling result and a good one there.
final class EarlierRun {

    /// With fewer measurements there is nothing to learn.
    private static final int FEWEST = 5;

    private static final int MOST_POINTS = 120;

    private final Embedding embedding;
    private final boolean[] absent;
    private final double[] middle;
    private final List<Sample> measured;
    private final List<Sample> failed;
    private final double unit;
    private final GaussianProcess process;

    private EarlierRun(Embedding embedding, boolean[] absent, List<Sample> measured, List<Sample> failed) {
        this.embedding = embedding;
        this.absent = absent;
        this.middle = embedding.of(middle(absent.length));
        this.failed = failed;
        this.measured = Spread.of(
                measured.stream()
                        .sorted(Comparator.comparingDouble(Sample::loss).thenComparing(Sample::point, Arrays::compare))
                        .toList(),
                MOST_POINTS);
        double[] losses = this.measured.stream().mapToDouble(Sample::loss).toArray();
        unit = Losses.unit(losses);
        double[][] points = this.measured.stream()
                .map(sample -> embedding.of(centered(sample).point()))
                .toArray(double[][]::new);
        process =
                GaussianProcess.fitted(embedding, Told.of(points, Losses.tamed(losses, unit), Trend.NONE), Trend.NONE);
    }

    /// Empty if too little of it has a place on today's menu: values out of range are left out, knobs that it did
    /// not have are left open.
    static Optional<EarlierRun> of(Space space, Embedding embedding, Direction direction, List<Observation> told) {
        History history = new History(space, direction);
        told.stream()
                .filter(observation -> space.holds(observation.configuration()))
                .forEach(history::add);
        boolean[] absent = new boolean[space.dimensions()];
        for (int d = 0; d < absent.length; d++) {
            int knob = d;
            absent[d] = history.samples().stream().allMatch(sample -> Double.isNaN(sample.point()[knob]));
        }
        List<Sample> measured =
                history.samples().stream().filter(sample -> !sample.failed()).toList();
        return measured.size() < FEWEST
                ? Optional.empty()
                : Optional.of(new EarlierRun(
                        embedding,
                        absent,
                        measured,
                        history.samples().stream().filter(Sample::failed).toList()));
    }

    private static double[] middle(int knobs) {
        double[] middle = new double[knobs];
        Arrays.fill(middle, 0.5);
        return middle;
    }

    private static Sample centered(Sample sample) {
        return sample.filled(middle(sample.point().length));
    }

    /// What it expects at a place, in its own units; of knobs that it did not have it says nothing.
    double at(double[] embedded) {
        double[] place = embedded.clone();
        for (int c = 0; c < place.length; c++) {
            if (absent[embedding.knobs()[c]]) {
                place[c] = middle[c];
            }
        }
        return process.mean(place);
    }

    /// Its unit in the metric's.
    double unit() {
        return unit;
    }

    /// Measured results, the best first; NaN where it did not have the knob.
    List<Sample> measured() {
        return measured;
    }

    List<Sample> failed() {
        return failed;
    }
}
