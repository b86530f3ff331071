package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.search.History.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Bayesian optimization for nights of noisy trials over mixed knobs.
///
/// The first questions are steps from the base. After that, a pool of steps from the base and of draws from
/// the density of the good configurations is ranked by what a [Landscape] promises. A pool, and not the
/// highest promise of all: a model of a hundred trials is wrong in most corners, and an optimizer of its
/// promise finds those. The pool's size falls by chance, so that some questions trust the model more than
/// others. Earlier runs are part of the landscape; with one, there is nothing to start up.
public final class BayesianSearch implements Optimizer {

    private static final int START_UP = 6;
    private static final int[] POOLS = {60, 250, 1000};

    /// Knobs that a step changes on average.
    private static final double START_UP_CHANGES = 2;

    private static final double CHANGES = 1.5;

    /// Shares of the pool: anywhere, and of the others, steps from the base.
    private static final double ANYWHERE = 0.1;

    private static final double STEPS = 0.5;

    /// How much of a good configuration a draw may keep.
    private static final double KEEP = 0.9;

    /// Draws for a start-up question once something failed, and for any question of which none is open.
    private static final int START_UP_DRAWS = 8;

    private static final int TRIES = 200;

    /// After so many measurements, half of the questions listen to earlier runs.
    private static final double HEARSAY = 8;

    private final Space space;
    private final Embedding embedding;
    private final Direction direction;
    private final History history;
    private final List<EarlierRun> earlier = new ArrayList<>();

    /// At most one: what a run is at a part of its budget is another task, much like it.
    private final List<EarlierRun> screens = new ArrayList<>();
    private final int most;
    private final Random random;

    private record Candidate(double[] point, double promise) {}

    /// @param changes how many knobs may differ from the base; any number when empty
    public BayesianSearch(Menu menu, Direction direction, OptionalInt changes, long seed) {
        this.space = Space.of(menu);
        this.embedding = new Embedding(space);
        this.direction = direction;
        this.history = new History(space, direction);
        this.most = Limit.of(changes, space);
        this.random = new Random(seed);
    }

    @Override
    public void recall(List<Observation> told) {
        EarlierRun.of(space, embedding, direction, told).ifPresent(earlier::add);
    }

    @Override
    public void screened(List<Observation> trials) {
        EarlierRun.of(space, embedding, direction, trials).ifPresent(screens::add);
    }

    @Override
    public void tell(Observation observation) {
        history.add(observation);
    }

    @Override
    public Map<String, KnobValue> ask(Configuration base) {
        Frontier frontier = new Frontier(space, history, base, most);
        double[] origin = Sample.filled(space.point(base), space.point(base));
        List<Sample> measured = samples(origin, false);
        return measured.size() < (earlier.isEmpty() && screens.isEmpty() ? START_UP : 1)
                ? startUp(frontier, origin, measured)
                : promising(frontier, origin, landscape(origin, heard(measured.size())));
    }

    /// The earlier runs that this question listens to: all of them at first, and less and less often any. They show
    /// the way to a region; how it lies today, only trials of today show.
    private List<EarlierRun> heard(int measured) {
        boolean hearing =
                earlier.isEmpty() || measured < START_UP || random.nextDouble() * (measured + HEARSAY) < HEARSAY;
        return Stream.concat(screens.stream(), hearing ? earlier.stream() : Stream.empty())
                .toList();
    }

    @Override
    public Optional<Insight> insight(Configuration base) {
        double[] origin = Sample.filled(space.point(base), space.point(base));
        if (samples(origin, false).size() < START_UP) {
            return Optional.empty();
        }
        double[] shares = landscape(origin, heard(0)).importance();
        Map<String, Double> importance = new LinkedHashMap<>();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -shares[d]))
                .forEach(d -> importance.put(space.axis(d).knob().name(), shares[d]));
        return Optional.of(new Insight(importance));
    }

    private List<Sample> samples(double[] origin, boolean failed) {
        return history.samples().stream()
                .filter(sample -> sample.failed() == failed)
                .map(sample -> sample.filled(origin))
                .toList();
    }

    private Landscape landscape(double[] origin, List<EarlierRun> heard) {
        List<double[]> pending = history.pending().stream()
                .map(point -> Sample.filled(point, origin))
                .toList();
        return new Landscape(space, embedding, samples(origin, false), samples(origin, true), pending, heard, origin);
    }

    /// A step from the base; once something failed, the likeliest of several to live.
    private Map<String, KnobValue> startUp(Frontier frontier, double[] origin, List<Sample> measured) {
        List<Sample> failed = samples(origin, true);
        Optional<Landscape> landscape =
                failed.isEmpty() || measured.isEmpty() ? Optional.empty() : Optional.of(landscape(origin, heard(0)));
        List<Candidate> open = new ArrayList<>();
        for (int i = 0; i < TRIES && open.size() < (landscape.isPresent() ? START_UP_DRAWS : 1); i++) {
            frontier.repaired(space.changes(frontier.base(), step(origin, START_UP_CHANGES)), random)
                    .map(changes -> Sample.filled(space.point(frontier.base().with(changes)), origin))
                    .map(point -> new Candidate(
                            point, landscape.map(known -> known.lives(point)).orElse(1.0)))
                    .ifPresent(open::add);
        }
        return best(frontier, open);
    }

    private Map<String, KnobValue> promising(Frontier frontier, double[] origin, Landscape landscape) {
        int size = POOLS[random.nextInt(POOLS.length)];
        List<double[]> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            settled(frontier, draw(origin, landscape), origin).ifPresent(pool::add);
        }
        for (double[] favourite : landscape.favourites()) {
            settled(frontier, favourite, origin).ifPresent(pool::add);
        }
        return landscape
                .best(pool, point -> frontier.open(space.changes(frontier.base(), point)))
                .map(point -> space.changes(frontier.base(), point))
                .orElseGet(() -> frontier.anything(random));
    }

    /// The candidate that a draw means; empty if nothing of it is open.
    private Optional<double[]> settled(Frontier frontier, double[] draw, double[] origin) {
        return space.free() && most >= space.dimensions()
                ? Optional.of(space.settled(draw, origin))
                : frontier.repaired(space.changes(frontier.base(), draw), random)
                        .map(changes ->
                                Sample.filled(space.point(frontier.base().with(changes)), origin));
    }

    private double[] draw(double[] origin, Landscape landscape) {
        double kind = random.nextDouble();
        if (kind < ANYWHERE) {
            return random.doubles(space.dimensions()).toArray();
        }
        return kind < ANYWHERE + (1 - ANYWHERE) * STEPS
                ? step(origin, CHANGES)
                : landscape.good().sample(KEEP, random);
    }

    /// A point that changes some knobs, `changes` on average, and leaves the others (NaN).
    private double[] step(double[] origin, double changes) {
        double[] point = Frontier.nowhere(space);
        for (int d = 0; d < point.length; d++) {
            if (random.nextDouble() * point.length < changes) {
                point[d] = Steps.from(space.axis(d), origin[d], random);
            }
        }
        return point;
    }

    private Map<String, KnobValue> best(Frontier frontier, List<Candidate> candidates) {
        candidates.sort(Comparator.comparingDouble(Candidate::promise).reversed());
        return candidates.stream()
                .map(candidate -> space.changes(frontier.base(), candidate.point()))
                .filter(frontier::open)
                .findFirst()
                .orElseGet(() -> frontier.anything(random));
    }
}
