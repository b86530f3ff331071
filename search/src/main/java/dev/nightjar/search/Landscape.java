package dev.nightjar.search;

import dev.nightjar.search.Feasibility.Ended;
import dev.nightjar.search.History.Fate;
import dev.nightjar.search.History.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What a history says about places that nobody tried: a [GaussianProcess] of the losses, a [Feasibility] for
/// each way to fail, and the densities of good and bad configurations.
///
/// Nothing here depends on the order in which the results were told.
final class Landscape {

    /// More points than this cost more time than they teach: the best are kept.
    private static final int MOST_POINTS = 300;

    private static final int MOST_FAILURES = 150;

    /// Survivors, and failures, of an earlier run.
    private static final int MOST_RECALLED = 40;

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

    /// So many configurations of earlier runs are looked at again as they were.
    private static final int MOST_FAVOURITES = 10;

    private final Embedding embedding;
    private final Trend trend;
    private final List<double[]> points;
    private final GaussianProcess process;
    private final List<Feasibility> feasibilities = new ArrayList<>();
    private final List<double[]> favourites;
    private final Mixture good;
    private final Mixture bad;
    private final double best;

    /// @param own whether it was measured in this run
    private record Ranked(double[] point, double value, boolean own) {}

    /// @param measured at least one, filled
    /// @param failed   filled
    /// @param pending  filled
    /// @param origin   what fills the earlier runs' samples
    Landscape(
            Space space,
            Embedding embedding,
            List<Sample> measured,
            List<Sample> failed,
            List<double[]> pending,
            List<EarlierRun> earlier,
            double[] origin) {
        this.embedding = embedding;
        List<Sample> used = measured.stream()
                .sorted(Comparator.comparingDouble(Sample::loss).thenComparing(Sample::point, Arrays::compare))
                .limit(MOST_POINTS)
                .toList();
        points = used.stream().map(Sample::point).toList();
        double[] losses = used.stream().mapToDouble(Sample::loss).toArray();
        double unit = Losses.unit(
                losses, earlier.stream().mapToDouble(EarlierRun::unit).toArray());
        trend = earlier.isEmpty() ? Trend.NONE : Trend.of(earlier, unit);
        double[] values = earlier.isEmpty() ? Losses.tamed(losses) : Losses.tamed(losses, unit);
        process =
                believing(pending, Told.of(points.stream().map(embedding::of).toArray(double[][]::new), values, trend));
        for (Fate fate : Fate.values()) {
            feasibility(fate, used, failed, earlier, origin);
        }
        List<Ranked> ranked = ranked(earlier, origin);
        best = ranked.stream().filter(Ranked::own).findFirst().orElseThrow().value();
        favourites = ranked.stream()
                .filter(point -> !point.own())
                .limit(MOST_FAVOURITES)
                .map(Ranked::point)
                .toList();
        int all = measured.size() + ranked.size() - used.size() + failed.size();
        int goodOnes = Math.min(Math.clamp((int) Math.ceil(GOOD * all), 2, MOST_GOOD), Math.max(1, ranked.size() - 1));
        double width = WIDTH * Math.pow(all / 10.0, -NARROWING);
        List<double[]> places = ranked.stream().map(Ranked::point).toList();
        good = new Mixture(space, places.subList(0, goodOnes), width);
        bad = new Mixture(
                space,
                Stream.concat(
                                places.subList(goodOnes, places.size()).stream(),
                                Spread.evenly(sorted(failed), MOST_FAILURES).stream()
                                        .map(Sample::point))
                        .toList(),
                width);
    }

    /// A process that takes what is under way for measured, as it expects it (kriging believer, Ginsbourger
    /// et al., 2010).
    private GaussianProcess believing(List<double[]> pending, Told told) {
        GaussianProcess known = GaussianProcess.fitted(embedding, told, trend);
        if (pending.isEmpty()) {
            return known;
        }
        double[][] under =
                pending.stream().map(embedding::of).sorted(Arrays::compare).toArray(double[][]::new);
        return new GaussianProcess(
                embedding,
                Told.of(
                        Stream.concat(Arrays.stream(told.points()), Arrays.stream(under))
                                .toArray(double[][]::new),
                        DoubleStream.concat(
                                        Arrays.stream(told.values()),
                                        Arrays.stream(under).mapToDouble(known::mean))
                                .toArray(),
                        trend),
                known.hyper(),
                trend);
    }

    /// What was measured here, and of each earlier run as much as it has turned out to be worth, as the process
    /// expects them; the best first.
    private List<Ranked> ranked(List<EarlierRun> earlier, double[] origin) {
        List<Ranked> ranked = new ArrayList<>();
        points.forEach(point -> ranked.add(new Ranked(point, process.mean(embedding.of(point)), true)));
        for (int e = 0; e < earlier.size(); e++) {
            List<Sample> told = earlier.get(e).measured();
            int worth = (int) Math.round(trend.trust(e, process.share(e)) * told.size());
            for (Sample sample : Spread.of(told, worth)) {
                double[] point = sample.filled(origin).point();
                ranked.add(new Ranked(point, process.mean(embedding.of(point)), false));
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::value));
        return ranked;
    }

    private void feasibility(
            Fate fate, List<Sample> lived, List<Sample> failed, List<EarlierRun> earlier, double[] origin) {
        List<Ended> ended = new ArrayList<>();
        List<Sample> died = sorted(dead(failed, fate));
        ended(Spread.evenly(lived, MOST_POINTS - MOST_FAILURES / 2), true, 0, ended);
        ended(Spread.evenly(died, MOST_FAILURES), false, 0, ended);
        for (int e = 0; e < earlier.size(); e++) {
            List<Sample> gone = dead(earlier.get(e).failed(), fate);
            if (!gone.isEmpty()) {
                ended(filled(Spread.evenly(earlier.get(e).measured(), MOST_RECALLED), origin), true, e + 1, ended);
                ended(filled(Spread.evenly(gone, MOST_RECALLED), origin), false, e + 1, ended);
            }
        }
        if (!ended.stream().allMatch(Ended::lived)) {
            feasibilities.add(new Feasibility(
                    embedding, ended, fate == Fate.EXHAUSTED ? Demand.of(embedding, lived) : List.of()));
        }
    }

    private static void ended(List<Sample> samples, boolean lived, int run, List<Ended> ended) {
        samples.forEach(sample -> ended.add(new Ended(sample.point(), lived, run)));
    }

    private static List<Sample> dead(List<Sample> failed, Fate fate) {
        return failed.stream().filter(sample -> sample.fate() == fate).toList();
    }

    private static List<Sample> filled(List<Sample> samples, double[] origin) {
        return samples.stream().map(sample -> sample.filled(origin)).toList();
    }

    private static List<Sample> sorted(List<Sample> samples) {
        return samples.stream()
                .sorted(Comparator.comparing(Sample::point, Arrays::compare))
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

    /// Configurations of earlier runs that look best today.
    List<double[]> favourites() {
        return favourites;
    }

    /// The most promising of `candidates` that is open: by the logarithms of its expected improvement, of how much
    /// likelier the good configurations are there than the bad, and of its chance to live, squared, for a failed
    /// trial teaches little. Each of these is bounded before it is computed, so most candidates never are.
    Optional<double[]> best(List<double[]> candidates, Predicate<double[]> open) {
        PriorityQueue<Prospect> queue = new PriorityQueue<>();
        for (int i = 0; i < candidates.size(); i++) {
            queue.add(look(i, candidates.get(i)));
        }
        while (!queue.isEmpty()) {
            Prospect first = queue.poll();
            switch (first.looks()) {
                case 1 -> queue.add(first.known(-bad.logDensity(first.point()) + bad.least()));
                case 2 -> queue.add(first.known(improvement(first.point()) - first.improvement()));
                case 3 -> queue.add(first.known(survival(first.point())));
                default -> {
                    if (open.test(first.point())) {
                        return Optional.of(first.point());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Prospect look(int number, double[] point) {
        double improvement = Acquisition.logExpectedImprovement(process.loosest(embedding.of(point)), best);
        return new Prospect(number, point, improvement, improvement + good.logDensity(point) - bad.least(), 1);
    }

    private double improvement(double[] point) {
        return Acquisition.logExpectedImprovement(process.at(embedding.of(point)), best);
    }

    private double survival(double[] point) {
        double lives = lives(point);
        return 2 * Math.log(lives) + (lives < DOUBTFUL ? DOUBT * Math.log(lives / DOUBTFUL) : 0);
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
