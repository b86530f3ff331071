package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What earlier runs are worth, and what harm they can do.
final class WarmStartTest {

    private static final Menu MENU = new Menu(
            List.of(
                    Menus.real("a", 0, 1, Scale.LINEAR),
                    Menus.real("b", 0, 1, Scale.LINEAR),
                    Menus.real("c", 0, 1, Scale.LINEAR),
                    Menus.real("d", 1e-4, 1, Scale.LOG),
                    Menus.whole("n", 1, 64, 1, Scale.LOG),
                    Menus.choice("mode", "x", "y", "z")),
            List.of());
    private static final Configuration START = Menus.knobs("a", 0.9, "b", 0.1, "c", 0.9, "d", 0.5, "n", 2, "mode", "x");

    private static double loss(Configuration c, double moved) {
        double a = Menus.number(c, "a") - 0.3 - moved;
        double b = Menus.number(c, "b") - 0.7 + moved;
        double d = Math.log10(Menus.number(c, "d")) + 3 + 2 * moved;
        double n = Math.log(Menus.number(c, "n") / 20);
        boolean z = c.get("mode").orElseThrow().toString().equals("z");
        return a * a + b * b + 0.05 * d * d + 0.05 * n * n + (z ? 0 : 0.1);
    }

    /// At another budget: the optimum is a little elsewhere, values are half again as large, and noisy.
    private static List<Observation> earlier(long seed) {
        Random random = new Random(seed);
        RandomSearch draws = new RandomSearch(MENU, OptionalInt.empty(), seed);
        List<Observation> told = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Configuration drawn = START.with(draws.ask(START));
            told.add(new Observation.Measured(drawn, 3 + 1.5 * loss(drawn, 0.04) + 0.01 * random.nextGaussian()));
        }
        return told;
    }

    private static double best(int trials, long seed, List<Observation> earlier) {
        Random noise = new Random(seed);
        List<Observation> told = new ArrayList<>(List.of(new Observation.Measured(START, loss(START, 0))));
        Configuration base = START;
        double best = loss(START, 0);
        for (int i = 1; i <= trials; i++) {
            Optimizer asked = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), seed, i);
            asked.recall(earlier);
            told.forEach(asked::tell);
            Configuration next = base.with(asked.ask(base));
            double measured = loss(next, 0) + 0.002 * noise.nextGaussian();
            told.add(new Observation.Measured(next, measured));
            if (measured < best) {
                best = measured;
                base = next;
            }
        }
        return loss(base, 0);
    }

    private static double mean(int trials, boolean warm, boolean misled) {
        double sum = 0;
        for (int seed = 0; seed < 4; seed++) {
            List<Observation> earlier = earlier(seed);
            if (misled) {
                List<Observation> outcomes = new ArrayList<>(earlier);
                Collections.shuffle(outcomes, new Random(seed));
                for (int i = 0; i < earlier.size(); i++) {
                    earlier.set(
                            i,
                            new Observation.Measured(
                                    earlier.get(i).configuration(), ((Observation.Measured) outcomes.get(i)).value()));
                }
            }
            sum += best(trials, seed, warm ? earlier : List.of());
        }
        return sum / 4;
    }

    @Test
    void anEarlierRunAtAnotherBudgetSavesTrials() {
        assertThat(mean(6, true, false)).isLessThan(0.6 * mean(6, false, false));
    }

    @Test
    void anEarlierRunWhoseOutcomesMeanNothingHurtsLittle() {
        assertThat(mean(25, true, true)).isLessThan(mean(12, false, false));
    }

    @Test
    void resultsThatTodaysMenuHasNoPlaceForAreOverlooked() {
        List<Observation> told = List.of(new Observation.Measured(START, 1));
        List<Observation> foreign = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            foreign.add(new Observation.Measured(Menus.knobs("a", 5.0 + i, "mode", "x"), i));
            foreign.add(new Observation.Measured(Menus.knobs("mode", "w"), i));
            foreign.add(new Observation.Failed(Menus.knobs("other", i)));
        }
        assertThat(asked(told, foreign)).isEqualTo(asked(told, List.of()));
        assertThat(asked(told, earlier(1))).isNotEqualTo(asked(told, List.of()));
    }

    @Test
    void aKnobThatTheEarlierRunDidNotHaveIsLeftOpen() {
        List<Observation> without = earlier(1).stream()
                .map(observation -> {
                    Map<String, KnobValue> knobs = new java.util.LinkedHashMap<>(
                            observation.configuration().values());
                    knobs.remove("d");
                    knobs.put("gone", new KnobValue.Int(3));
                    return (Observation) new Observation.Measured(
                            new Configuration(knobs), ((Observation.Measured) observation).value());
                })
                .toList();
        EarlierRun run = EarlierRun.of(Space.of(MENU), new Embedding(Space.of(MENU)), Direction.LOWER, without)
                .orElseThrow();
        Embedding embedding = new Embedding(Space.of(MENU));
        double[] one = Space.of(MENU).point(START);
        double[] other = one.clone();
        other[3] = 0.05;
        assertThat(run.at(embedding.of(one))).isEqualTo(run.at(embedding.of(other)));
        other[0] = 0.2;
        assertThat(run.at(embedding.of(other))).isLessThan(run.at(embedding.of(one)));
    }

    @Test
    void whatTheEarlierRunTriedMayBeAskedAgain() {
        Menu two = new Menu(List.of(Menus.whole("n", 1, 7, 1, Scale.LINEAR)), List.of());
        Optimizer auto = Proposers.optimizer("auto", two, Direction.LOWER, OptionalInt.empty(), 1, 1);
        List<Observation> all = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            all.add(new Observation.Measured(Menus.knobs("n", n), Math.abs(n - 6)));
        }
        auto.recall(all);
        auto.tell(new Observation.Measured(Menus.knobs("n", 1), 50));
        assertThat(auto.ask(Menus.knobs("n", 1))).isEqualTo(Map.of("n", new KnobValue.Int(6)));
    }

    private static Map<String, KnobValue> asked(List<Observation> told, List<Observation> earlier) {
        Optimizer auto = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), 3, 1);
        auto.recall(earlier);
        told.forEach(auto::tell);
        return auto.ask(START);
    }
}
