package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the estimator makes of what it is told.
final class TreeParzenTest {

    private static final int USEFUL = 6;
    private static final int USELESS = 6;

    private static Menu menu() {
        List<Knob> knobs = new ArrayList<>();
        for (int k = 0; k < USEFUL + USELESS; k++) {
            knobs.add(Menus.real("k" + k, 1e-4, 1, Scale.LOG));
        }
        return new Menu(knobs, List.of());
    }

    private static Configuration start() {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        for (int k = 0; k < USEFUL + USELESS; k++) {
            values.put("k" + k, new KnobValue.Real(0.3));
        }
        return new Configuration(values);
    }

    /// A quadratic in the logarithms of the useful knobs, with its best at 0.01 for each.
    private static double loss(Configuration knobs) {
        double loss = 0;
        for (int k = 0; k < USEFUL; k++) {
            double distance = Math.log10(Menus.number(knobs, "k" + k) / 0.01);
            loss += (k + 1) * distance * distance;
        }
        return loss;
    }

    /// The true loss of what hill climbing with a strict gate ends at, as a fraction of the start's, over 20
    /// seeds. The noise is two percent of the start's loss; what is four times as bad as the start fails.
    private static double left(LongFunction<Optimizer> factory, int trials, Set<String> firstKnobs) {
        double left = 0;
        for (long seed = 0; seed < 20; seed++) {
            Random noise = new Random(seed);
            Optimizer optimizer = factory.apply(seed);
            Configuration base = start();
            double best = loss(base);
            optimizer.tell(new Observation.Measured(base, best));
            for (int i = 0; i < trials; i++) {
                Map<String, KnobValue> changes = optimizer.ask(base);
                if (seed == 0 && i < 12) {
                    firstKnobs.addAll(changes.keySet());
                }
                Configuration candidate = base.with(changes);
                double value = loss(candidate) + 0.02 * loss(start()) * noise.nextGaussian();
                if (loss(candidate) > 4 * loss(start())) {
                    optimizer.tell(new Observation.Failed(candidate));
                    continue;
                }
                optimizer.tell(new Observation.Measured(candidate, value));
                if (value < best) {
                    best = value;
                    base = candidate;
                }
            }
            left += loss(base) / loss(start()) / 20;
        }
        return left;
    }

    @Test
    void climbsBetterThanChanceOneKnobAtATime() {
        OptionalInt one = OptionalInt.of(1);
        Set<String> first = new HashSet<>();
        double learnt = left(seed -> new TreeParzen(menu(), Direction.LOWER, one, seed), 60, first);
        double drawn = left(seed -> new RandomSearch(menu(), one, seed), 60, new HashSet<>());

        assertThat(learnt)
                .as("random leaves %.3f", drawn)
                .isLessThan(0.7 * drawn)
                .isLessThan(0.25);
        assertThat(first).as("it looks around before it settles").hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void searchesBetterThanChanceWithAnyNumberOfKnobs() {
        OptionalInt any = OptionalInt.empty();
        double learnt = left(seed -> new TreeParzen(menu(), Direction.LOWER, any, seed), 60, new HashSet<>());
        double drawn = left(seed -> new RandomSearch(menu(), any, seed), 60, new HashSet<>());

        assertThat(learnt)
                .as("random leaves %.3f", drawn)
                .isLessThan(0.6 * drawn)
                .isLessThan(0.25);
    }

    @Test
    void findsAGainWithinThirtyExperiments() {
        assertThat(left(seed -> new TreeParzen(menu(), Direction.LOWER, OptionalInt.of(1), seed), 30, new HashSet<>()))
                .isLessThan(0.55);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99})
    void avoidsWhereTrialsFail(int changes) {
        Menu menu = new Menu(
                List.of(Menus.real("size", 0, 1, Scale.LINEAR), Menus.real("x", 0, 1, Scale.LINEAR)), List.of());
        Configuration base = Menus.knobs("size", 0.5, "x", 0.5);
        int failures = 0;
        for (long seed = 0; seed < 10; seed++) {
            TreeParzen optimizer = new TreeParzen(menu, Direction.LOWER, OptionalInt.of(changes), seed);
            Random noise = new Random(seed);
            optimizer.tell(new Observation.Measured(base, 1));
            for (int i = 0; i < 50; i++) {
                Configuration candidate = base.with(optimizer.ask(base));
                boolean fails = Menus.number(candidate, "size") > 0.55;
                failures += fails && i >= 15 ? 1 : 0;
                optimizer.tell(
                        fails
                                ? new Observation.Failed(candidate)
                                : new Observation.Measured(candidate, 1 + 0.1 * noise.nextDouble()));
            }
        }
        assertThat(failures).as("of 350").isLessThan(52);
    }

    @Test
    void followsAMetricThatRises() {
        Menu menu = new Menu(List.of(Menus.real("x", 0, 100, Scale.LINEAR), Menus.choice("y", "a", "b")), List.of());
        TreeParzen optimizer = new TreeParzen(menu, Direction.HIGHER, OptionalInt.empty(), 1);
        Configuration base = Menus.knobs("x", 50.0, "y", "a");
        for (int i = 0; i < 30; i++) {
            double x = 3 * i;
            optimizer.tell(new Observation.Measured(Menus.knobs("x", x, "y", i % 2 == 0 ? "a" : "b"), x));
        }
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += Menus.number(base.with(optimizer.ask(base)), "x");
        }
        assertThat(sum / 20).isGreaterThan(70);
    }

    @Test
    void picksTheCategoryThatPays() {
        Menu menu = new Menu(
                List.of(Menus.choice("kind", "a", "b", "c", "d"), Menus.real("x", 0, 1, Scale.LINEAR)), List.of());
        Configuration base = Menus.knobs("kind", "a", "x", 0.5);
        int hits = 0;
        for (long seed = 0; seed < 20; seed++) {
            TreeParzen optimizer = new TreeParzen(menu, Direction.LOWER, OptionalInt.empty(), seed);
            Random random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                String kind = List.of("a", "b", "c", "d").get(i % 4);
                Configuration told = Menus.knobs("kind", kind, "x", random.nextDouble());
                optimizer.tell(new Observation.Measured(told, kind.equals("c") ? 0 : 1 + random.nextDouble()));
            }
            KnobValue kind = base.with(optimizer.ask(base)).get("kind").orElseThrow();
            hits += kind.equals(new KnobValue.Text("c")) ? 1 : 0;
        }
        assertThat(hits).isGreaterThanOrEqualTo(15);
    }

    @Test
    void takesStepsOfDecentSizeBeforeItKnowsAnything() {
        int decent = 0;
        for (long seed = 0; seed < 200; seed++) {
            TreeParzen optimizer = new TreeParzen(menu(), Direction.LOWER, OptionalInt.of(1), seed);
            optimizer.tell(new Observation.Measured(start(), 1));
            double value = optimizer.ask(start()).values().iterator().next().number();
            double factor = Math.max(value / 0.3, 0.3 / value);
            decent += factor > 1.25 && factor < 100 ? 1 : 0;
        }
        assertThat(decent).isGreaterThan(170);
    }
}
