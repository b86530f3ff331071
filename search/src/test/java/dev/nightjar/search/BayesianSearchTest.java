package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// That it learns.
final class BayesianSearchTest {

    private static final Menu MENU = new Menu(
            List.of(
                    Menus.real("lr", 1e-4, 1, Scale.LOG),
                    Menus.real("decay", 0, 1, Scale.LINEAR),
                    Menus.whole("depth", 1, 32, 1, Scale.LINEAR),
                    Menus.whole("width", 16, 1024, 1, Scale.LOG),
                    Menus.choice("act", "relu", "gelu", "silu"),
                    Menus.real("useless", 0, 1, Scale.LINEAR)),
            List.of());
    private static final Configuration START =
            Menus.knobs("lr", 0.3, "decay", 0.9, "depth", 4, "width", 64, "act", "relu", "useless", 0.5);

    private static double loss(Configuration c) {
        double lr = Math.log10(Menus.number(c, "lr")) + 2;
        double decay = Menus.number(c, "decay") - 0.3;
        double size = Math.log(Menus.number(c, "depth") * Menus.number(c, "width")) - Math.log(4000);
        boolean gelu = c.get("act").equals(Optional.of(new KnobValue.Text("gelu")));
        return lr * lr + decay * decay + 0.1 * Math.abs(size) + (gelu ? 0 : 0.2);
    }

    private static boolean fits(Configuration c) {
        return Menus.number(c, "depth") * Menus.number(c, "width") < 5000;
    }

    private record Night(double best, int failed, List<Observation> told) {}

    private static Night night(String optimizer, int trials, long seed) {
        Random noise = new Random(seed);
        List<Observation> told = new ArrayList<>();
        Configuration base = START;
        double best = Double.POSITIVE_INFINITY;
        int failed = 0;
        for (int i = 0; i <= trials; i++) {
            Configuration next = base;
            if (i > 0) {
                Optimizer asked = Proposers.optimizer(optimizer, MENU, Direction.LOWER, OptionalInt.empty(), seed, i);
                told.forEach(asked::tell);
                next = base.with(asked.ask(base));
            }
            if (!fits(next)) {
                told.add(new Observation.Failed(next, Optional.of(CrashReason.OUT_OF_MEMORY)));
                failed++;
                continue;
            }
            double measured = loss(next) + 0.005 * noise.nextGaussian();
            told.add(new Observation.Measured(next, measured));
            if (measured < best) {
                best = measured;
                base = next;
            }
        }
        return new Night(loss(base), failed, told);
    }

    @Test
    void getsCloserThanChance() {
        double own = 0;
        double chance = 0;
        for (int seed = 0; seed < 3; seed++) {
            own += night("auto", 40, seed).best();
            chance += night("random", 40, seed).best();
        }
        assertThat(own).isLessThan(chance / 2);
    }

    @Test
    void asksWhereTrialsLiveOnceItSawSomeDie() {
        Night draws = night("random", 40, 1);
        assertThat(draws.failed()).isBetween(8, 32);
        int dead = 0;
        for (int i = 0; i < 20; i++) {
            Optimizer asked = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), 5, i);
            draws.told().forEach(asked::tell);
            dead += fits(START.with(asked.ask(START))) ? 0 : 1;
        }
        assertThat(dead).isLessThan(5);
    }

    @Test
    void tellsWhichKnobsMatter() {
        Optimizer told = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), 5, 1);
        assertThat(told.insight(START)).isEmpty();
        night("random", 60, 1).told().forEach(told::tell);
        Map<String, Double> importance = told.insight(START).orElseThrow().importance();
        assertThat(importance.keySet().iterator().next()).isEqualTo("lr");
        assertThat(importance.get("useless")).isLessThan(0.05);
        assertThat(importance.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void triesLessNearWhatIsUnderWay() {
        Night night = night("auto", 25, 7);
        Optimizer asked = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), 7, 99);
        night.told().forEach(asked::tell);
        Configuration first = START.with(asked.ask(START));
        Optimizer again = Proposers.optimizer("auto", MENU, Direction.LOWER, OptionalInt.empty(), 7, 99);
        night.told().forEach(again::tell);
        again.tell(new Observation.Pending(first));
        assertThat(START.with(again.ask(START))).isNotEqualTo(first);
    }
}
