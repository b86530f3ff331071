package dev.nightjar.search;

import dev.nightjar.search.History.Fate;
import dev.nightjar.search.History.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a history says about places that nobody tried: a [GaussianProcess] of the losses, a [Feasibility] for
/// each way to fail, and the densities of good and bad configurations.
///
/// Nothing here depends on the order in which the results were told.
final class Landscape {

    /// More points than this cost more time than they teach: the best are kept.
    private static final int MOST_POINTS = 300;

    private static final int MOST_FAILURES = 150;

    /// The hyperparameters are fitted to few points first, and then to more.
    private static final int FEW = 50;

    private static final int FEW_STEPS = 14;
    private static final int MORE = 100;
    private static final int MORE_STEPS = 6;

    /// The good are this share of everything tried, at least two and at most [#MOST_GOOD].
    private static final double GOOD = 0.1;

    private static final int MOST_GOOD = 25;

    /// Kernel width of the densities at ten trials, and the power of the number of trials by which it falls.
    private static final double WIDTH = 0.15;

    private static final double NARROWING = 0.3;

    /// Below this probability of living, a place is only asked when nothing else is left.
    private static final double DOUBTFUL = 0.6;

    private static final double DOUBT = 10;

    /// From how many others a configuration gets a knob's value to see how much that matters.
    private static final int DONORS = 5;

    private final Embedding embedding;
    private final List<double[]> points;
    private final GaussianProcess process;
    private final List<Feasibility> feasibilities = new ArrayList<>();
    private final Mixture good;
    private final Mixture bad;
    private final double best;

    private record Ranked(double[] point, double value) {}

    /// @param measured at least one, filled
    /// @param failed   filled
    Landscape(Space space, Embedding embedding, List<Sample> measured, List<Sample> failed, List<double[]> pending) {
        this.embedding = embedding;
        List<Sample> used = measured.stream()
                .sorted(Comparator.comparingDouble(Sample::loss).thenComparing(Sample::point, Arrays::compare))
                .limit(MOST_POINTS)
                .toList();
        points = used.stream().map(Sample::point).toList();
        double[][] embedded =
                used.stream().map(sample -> embedding.of(sample.point())).toArray(double[][]::new);
        double[] values = Losses.tamed(used.stream().mapToDouble(Sample::loss).toArray());
        process = believing(pending, embedded, values);
        List<double[]> ranked = IntStream.range(0, embedded.length)
                .mapToObj(i -> new Ranked(points.get(i), process.mean(embedded[i])))
                .sorted(Comparator.comparingDouble(Ranked::value))
                .map(Ranked::point)
                .toList();
        best = process.mean(embedding.of(ranked.getFirst()));
        for (Fate fate : Fate.values()) {
            feasibility(
                    used,
                    failed.stream().filter(sample -> sample.fate() == fate).toList());
        }
        int all = measured.size() + failed.size();
        int goodOnes = Math.min(Math.clamp((int) Math.ceil(GOOD * all), 2, MOST_GOOD), Math.max(1, ranked.size() - 1));
        double width = WIDTH * Math.pow(all / 10.0, -NARROWING);
        good = new Mixture(space, ranked.subList(0, goodOnes), width);
        bad = new Mixture(
                space,
                Stream.concat(
                                ranked.subList(goodOnes, ranked.size()).stream(),
                                thinned(sorted(failed), MOST_FAILURES).stream().map(Sample::point))
                        .toList(),
                width);
    }

    /// A process that takes what is under way for measured, as it expects it (kriging believer, Ginsbourger
    /// et al., 2010).
    private GaussianProcess believing(List<double[]> pending, double[][] embedded, double[] values) {
        List<Integer> all = IntStream.range(0, values.length).boxed().toList();
        HyperFit fit = new HyperFit(embedding);
        for (int size : new int[] {FEW, MORE}) {
            List<Integer> some = spread(all, size);
            fit.improve(
                    some.stream().map(i -> embedded[i]).toArray(double[][]::new),
                    some.stream().mapToDouble(i -> values[i]).toArray(),
                    size == FEW ? FEW_STEPS : MORE_STEPS);
        }
        GaussianProcess told = new GaussianProcess(embedding, embedded, values, fit.hyper());
        if (pending.isEmpty()) {
            return told;
        }
        double[][] under =
                pending.stream().map(embedding::of).sorted(Arrays::compare).toArray(double[][]::new);
        return new GaussianProcess(
                embedding,
                Stream.concat(Arrays.stream(embedded), Arrays.stream(under)).toArray(double[][]::new),
                DoubleStream.concat(Arrays.stream(values), Arrays.stream(under).mapToDouble(told::mean))
                        .toArray(),
                fit.hyper());
    }

    private void feasibility(List<Sample> lived, List<Sample> died) {
        if (died.isEmpty()) {
            return;
        }
        List<Sample> counted = thinned(lived, MOST_POINTS - MOST_FAILURES / 2);
        double[][] all = Stream.concat(counted.stream(), thinned(sorted(died), MOST_FAILURES).stream())
                .map(Sample::point)
                .toArray(double[][]::new);
        feasibilities.add(new Feasibility(embedding, all, counted.size()));
    }

    private static List<Sample> sorted(List<Sample> samples) {
        return samples.stream()
                .sorted(Comparator.comparing(Sample::point, Arrays::compare))
                .toList();
    }

    /// At most `size`: the first half of them from the front, the others evenly from the rest.
    private static <T> List<T> spread(List<T> all, int size) {
        if (all.size() <= size) {
            return all;
        }
        List<T> some = new ArrayList<>(all.subList(0, size / 2));
        some.addAll(thinned(all.subList(size / 2, all.size()), size - size / 2));
        return some;
    }

    private static <T> List<T> thinned(List<T> all, int size) {
        return all.size() <= size
                ? all
                : IntStream.range(0, size)
                        .mapToObj(i -> all.get((int) ((long) i * all.size() / size)))
                        .toList();
    }

    /// How much each knob matters among the configurations that were tried: the mean squared difference that
    /// the process expects when a configuration gets the knob's value of another one (permutation importance,
    /// Breiman, 2001). The shares sum to one; nothing but zeros when the process sees no differences.
    double[] importance() {
        int n = points.size();
        double[] shares = new double[embedding.knobCount()];
        double total = 0;
        for (int d = 0; d < shares.length; d++) {
            for (int i = 0; i < n; i++) {
                double own = process.mean(embedding.of(points.get(i)));
                for (int donor = 1; donor <= DONORS; donor++) {
                    double[] changed = points.get(i).clone();
                    changed[d] = points.get((i + donor * n / (DONORS + 1)) % n)[d];
                    double difference = process.mean(embedding.of(changed)) - own;
                    shares[d] += difference * difference;
                }
            }
            total += shares[d];
        }
        for (int d = 0; d < shares.length; d++) {
            shares[d] = total > 0 ? shares[d] / total : 0;
        }
        return shares;
    }

    /// The density of the good configurations, to draw from.
    Mixture good() {
        return good;
    }

    /// How much a trial at `point` promises: the logarithms of its expected improvement, of how much likelier
    /// the good configurations are there than the bad, and of its chance to live, squared, for a failed trial
    /// teaches little.
    double promise(double[] point) {
        double improvement = Acquisition.logExpectedImprovement(process.at(embedding.of(point)), best);
        double ratio = good.logDensity(point) - bad.logDensity(point);
        double lives = lives(point);
        double doubt = lives < DOUBTFUL ? DOUBT * Math.log(lives / DOUBTFUL) : 0;
        return improvement + ratio + 2 * Math.log(lives) + doubt;
    }

    /// The probability that a trial at `point` is not a failure.
    double lives(double[] point) {
        double lives = 1;
        for (Feasibility feasibility : feasibilities) {
            lives *= feasibility.at(point);
        }
        return lives;
    }
}
