package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the models learn from points.
final class ModelsTest {

    private static final Space SPACE = Space.of(new Menu(
            List.of(
                    Menus.real("a", 0, 1, Scale.LINEAR),
                    Menus.real("b", 0, 1, Scale.LINEAR),
                    Menus.choice("c", "x", "y", "z")),
            List.of()));
    private static final Embedding EMBEDDING = new Embedding(SPACE);

    private static double[][] draws(int count, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> random.doubles(3).toArray()).limit(count).toArray(double[][]::new);
    }

    private static double truth(double[] point) {
        return Math.sin(6 * point[0]) + (SPACE.axis(2).cell(point[2]) == 1 ? 1 : 0);
    }

    private static GaussianProcess fitted(double[][] points) {
        double[][] embedded = Arrays.stream(points).map(EMBEDDING::of).toArray(double[][]::new);
        double[] values = Arrays.stream(points).mapToDouble(ModelsTest::truth).toArray();
        Told told = Told.of(embedded, values, Trend.NONE);
        Hyper hyper = new HyperFit(EMBEDDING, Trend.NONE).improve(told, 30).hyper();
        return new GaussianProcess(EMBEDDING, told, hyper, Trend.NONE);
    }

    @Test
    void theProcessPredictsPlacesThatItNeverSawAndKnowsHowWell() {
        GaussianProcess process = fitted(draws(60, 1));
        double misses = 0;
        for (double[] point : draws(100, 2)) {
            GaussianProcess.Prediction prediction = process.at(EMBEDDING.of(point));
            assertThat(prediction.mean()).isCloseTo(process.mean(EMBEDDING.of(point)), within(1e-9));
            misses += Math.abs(prediction.mean() - truth(point)) > 3 * prediction.deviation() + 0.05 ? 1 : 0;
            assertThat(prediction.mean()).isCloseTo(truth(point), within(0.6));
        }
        assertThat(misses).isLessThan(8);
    }

    @Test
    void theProcessGivesAUselessKnobALongLength() {
        double[] lengths = fitted(draws(60, 1)).hyper().lengths();
        assertThat(lengths[1]).isGreaterThan(3 * lengths[0]);
    }

    @Test
    void aProductOfKnobsThatDoesNotFitIsLearnt() {
        Space space = program();
        Embedding embedding = new Embedding(space);
        double[][] draws = draws(120, 3);
        Feasibility feasibility = new Feasibility(
                embedding,
                Arrays.stream(draws)
                        .map(point -> new Feasibility.Ended(point, fits(space, point), 0))
                        .toList(),
                List.of());
        assertThat(right(feasibility, space)).isGreaterThan(360);
    }

    @Test
    void measuredNeedsShowWhereTheWallIs() {
        Space space = program();
        Embedding embedding = new Embedding(space);
        double[][] draws = draws(40, 3);
        List<History.Sample> lived = Arrays.stream(draws)
                .filter(point -> fits(space, point))
                .map(point -> new History.Sample(
                        point, 1, History.Fate.MEASURED, Optimizer.Usage.of(1e6 * size(space, point), 0)))
                .toList();
        List<Demand> demands = Demand.of(embedding, lived);
        assertThat(demands).as("nobody measured the time").hasSize(1);
        double largest = lived.stream()
                .mapToDouble(sample -> size(space, sample.point()))
                .max()
                .orElseThrow();
        double[] large = {0.8, 0.8, 0.5};
        assertThat(demands.getFirst().at(large)).isCloseTo(Math.log(size(space, large) / largest), within(0.4));

        List<Feasibility.Ended> ended = Arrays.stream(draws)
                .map(point -> new Feasibility.Ended(point, fits(space, point), 0))
                .toList();
        assertThat(right(new Feasibility(embedding, ended, demands), space))
                .isGreaterThan(right(new Feasibility(embedding, ended, List.of()), space))
                .isGreaterThan(375);
    }

    @Test
    void aWallThatContradictsItselfIsNoCertainty() {
        Space space = program();
        Embedding embedding = new Embedding(space);
        List<History.Sample> lived = Arrays.stream(draws(20, 5))
                .map(point -> new History.Sample(
                        point, 1, History.Fate.MEASURED, Optimizer.Usage.of(1e6 * size(space, point), 0)))
                .toList();
        double[] large = {1, 1, 0.5};
        double[] small = {0, 0, 0.5};
        List<Feasibility.Ended> ended = Stream.of(true, false)
                .flatMap(fate -> Stream.of(large, small).map(point -> new Feasibility.Ended(point, fate, 0)))
                .toList();
        Feasibility feasibility = new Feasibility(embedding, ended, Demand.of(embedding, lived));
        assertThat(feasibility.at(large)).isBetween(0.3, 0.7);
        assertThat(feasibility.at(small)).isBetween(0.3, 0.7);
    }

    @Test
    void thereIsNoDemandInWhatNobodyMeasuredOrWhatIsAlwaysTheSame() {
        List<History.Sample> same = Arrays.stream(draws(20, 3))
                .map(point -> new History.Sample(point, 1, History.Fate.MEASURED, Optimizer.Usage.of(1e9, 0)))
                .toList();
        assertThat(Demand.of(EMBEDDING, same)).isEmpty();
        assertThat(Demand.of(EMBEDDING, List.of())).isEmpty();
    }

    /// Two knobs whose product is the program's size, and one that has no part in it.
    private static Space program() {
        return Space.of(new Menu(
                List.of(
                        Menus.whole("layers", 1, 64, 1, Scale.LINEAR),
                        Menus.whole("width", 16, 1024, 1, Scale.LOG),
                        Menus.real("lr", 1e-4, 1, Scale.LOG)),
                List.of()));
    }

    private static long right(Feasibility feasibility, Space space) {
        return Arrays.stream(draws(400, 4))
                .filter(point -> feasibility.at(point) > 0.5 == fits(space, point))
                .count();
    }

    private static double size(Space space, double[] point) {
        return space.axis(0).value(point[0]).number()
                * space.axis(1).value(point[1]).number();
    }

    private static boolean fits(Space space, double[] point) {
        return size(space, point) < 4000;
    }

    @Test
    void badLossesAreSqueezedAndGoodOnesKeepTheirProportions() {
        double[] tamed = Losses.tamed(new double[] {1, 2, 3, 4, 5, 6, 1e9});
        assertThat(tamed[2] - tamed[1]).isCloseTo(tamed[1] - tamed[0], within(1e-9));
        assertThat(tamed[6] - tamed[5]).isLessThan(40 * (tamed[1] - tamed[0]));
        assertThat(tamed).isSorted();
        assertThat(Losses.tamed(new double[] {3, 3, 3})).containsOnly(0);
    }

    @Test
    void expectedImprovementFallsSmoothlyToNothing() {
        double before = Double.POSITIVE_INFINITY;
        for (double mean = -3; mean < 60; mean += 0.25) {
            double improvement = Acquisition.logExpectedImprovement(new GaussianProcess.Prediction(mean, 1), 0);
            assertThat(improvement).isLessThan(before).isFinite();
            before = improvement;
        }
        assertThat(Acquisition.logExpectedImprovement(new GaussianProcess.Prediction(0, 1), 0))
                .isCloseTo(Math.log(1 / Math.sqrt(2 * Math.PI)), within(1e-6));
    }
}
