package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.search.History.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Several knobs at once: draws from the density of the good configurations, and asks for the draw where good
/// most outweighs bad.
///
/// The densities are over whole configurations, so that knobs that only work together are moved together.
/// Failures belong to the bad ones: they need no made-up value. Before there is enough to tell good from bad,
/// steps from the base; afterwards every other question, as a coin falls, turns one knob of the base only
/// ([OneKnobParzen]): the density finds the region, single steps the last bit.
final class JointParzen {

    private static final int START_UP = 10;
    private static final int DRAWS = 64;
    private static final double KEEP = 0.9;

    /// The good are this share of everything tried, at least two and at most [#MOST_GOOD].
    private static final double GOOD = 0.1;

    private static final int MOST_GOOD = 25;

    /// Kernel width at ten trials, and the power of the number of trials by which it falls.
    private static final double WIDTH = 0.15;

    private static final double NARROWING = 0.3;

    /// Knobs that a start-up proposal changes on average.
    private static final double START_UP_CHANGES = 2;

    private final Space space;
    private final History history;
    private final int most;
    private final Random random;

    private record Draw(double[] point, double score) {}

    JointParzen(Space space, History history, int most, Random random) {
        this.space = space;
        this.history = history;
        this.most = most;
        this.random = random;
    }

    Map<String, KnobValue> ask(Configuration base) {
        Frontier frontier = new Frontier(space, history, base, most);
        List<Sample> measured = history.samples().stream()
                .filter(sample -> !sample.failed())
                .sorted(Comparator.comparingDouble(Sample::loss))
                .toList();
        boolean early = history.samples().size() < START_UP || measured.size() < 3;
        if (!early && random.nextBoolean()) {
            Optional<Map<String, KnobValue>> step = new OneKnobParzen(space, history, random).best(base);
            if (step.isPresent()) {
                return step.get();
            }
        }
        List<double[]> points = early ? stepsFrom(space.point(base)) : ranked(measured);
        for (double[] point : points) {
            Optional<Map<String, KnobValue>> changes = frontier.repaired(space.changes(base, point), random);
            if (changes.isPresent()) {
                return changes.get();
            }
        }
        return frontier.anything(random);
    }

    /// Draws, the most promising first.
    private List<double[]> ranked(List<Sample> measured) {
        int all = history.samples().size();
        int good = Math.min(Math.clamp((int) Math.ceil(GOOD * all), 2, MOST_GOOD), measured.size() - 1);
        List<double[]> bad = new ArrayList<>(points(measured.subList(good, measured.size())));
        bad.addAll(points(history.samples().stream().filter(Sample::failed).toList()));
        double width = WIDTH * Math.pow(all / 10.0, -NARROWING);
        Mixture goodDensity = new Mixture(space, points(measured.subList(0, good)), width);
        Mixture badDensity = new Mixture(space, bad, width);
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            double[] point = goodDensity.sample(KEEP, random);
            draws.add(new Draw(point, goodDensity.logDensity(point) - badDensity.logDensity(point)));
        }
        draws.sort(Comparator.comparingDouble(Draw::score).reversed());
        return draws.stream().map(Draw::point).toList();
    }

    private List<double[]> stepsFrom(double[] origin) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            double[] point = Frontier.nowhere(space);
            for (int d = 0; d < point.length; d++) {
                if (random.nextDouble() * point.length < START_UP_CHANGES) {
                    point[d] = Steps.from(space.axis(d), origin[d], random);
                }
            }
            points.add(point);
        }
        return points;
    }

    private static List<double[]> points(List<Sample> samples) {
        return samples.stream().map(Sample::point).toList();
    }
}
