package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.proposal.Optimizer.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every built-in optimizer, whatever it learns.
final class OptimizersTest {

    record Kind(String name, OptionalInt changes) {

        Optimizer create(Menu menu, long seed) {
            return Proposers.optimizer(name, menu, Direction.LOWER, changes, seed, 1);
        }
    }

    static Stream<Kind> kinds() {
        return Stream.concat(
                Stream.of(new Kind("cmaes", OptionalInt.empty())),
                Stream.of("auto", "random", "tpe")
                        .flatMap(name -> Stream.of(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(3))
                                .map(changes -> new Kind(name, changes))));
    }

    /// Smooth in the learning rate, indifferent to the rest; large models fail.
    private static Observation measure(Configuration knobs) {
        if (Menus.number(knobs, "n_layer") * Menus.number(knobs, "d_model") > 1500) {
            return new Observation.Failed(knobs);
        }
        return new Observation.Measured(knobs, Math.abs(Math.log10(Menus.number(knobs, "lr")) + 3));
    }

    private static List<Configuration> night(Optimizer optimizer, Configuration start, int trials) {
        List<Configuration> asked = new ArrayList<>();
        Configuration base = start;
        double best = Double.POSITIVE_INFINITY;
        optimizer.tell(measure(base));
        for (int i = 0; i < trials; i++) {
            Configuration candidate = base.with(optimizer.ask(base));
            asked.add(candidate);
            Observation observation = measure(candidate);
            optimizer.tell(observation);
            if (observation instanceof Observation.Measured(var _, double value, var _) && value < best) {
                best = value;
                base = candidate;
            }
        }
        return asked;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksOnlyWhatIsFeasibleNewAndSmallEnough(Kind kind) {
        Menu menu = Menus.gpt();
        Optimizer optimizer = kind.create(menu, 5);
        Configuration base = Menus.gptBase();
        Set<Configuration> seen = new HashSet<>(Set.of(base));
        optimizer.tell(measure(base));
        for (int i = 0; i < 120; i++) {
            Map<String, KnobValue> changes = optimizer.ask(base);
            Configuration candidate = base.with(changes);
            assertThat(changes)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(kind.changes().orElse(99));
            assertThat(candidate.differencesFrom(base)).isEqualTo(changes);
            assertThat(menu.feasible(candidate)).as("%s", candidate).isTrue();
            assertThat(seen.add(candidate)).as("%s is new", candidate).isTrue();
            optimizer.tell(measure(candidate));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksTheSameOfTheSameSeedAndSomethingElseOfAnother(Kind kind) {
        List<Configuration> first = night(kind.create(Menus.gpt(), 5), Menus.gptBase(), 40);
        assertThat(night(kind.create(Menus.gpt(), 5), Menus.gptBase(), 40)).isEqualTo(first);
        assertThat(night(kind.create(Menus.gpt(), 6), Menus.gptBase(), 40)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void triesASmallMenuToTheLastAndThenSaysSo(Kind kind) {
        Menu menu = new Menu(
                List.of(Menus.choice("a", "x", "y", "z"), Menus.whole("n", 1, 3, 1, Scale.LINEAR)),
                List.of(Menus.where(
                        "not z with 3",
                        c -> !(c.get("a").orElseThrow().toString().equals("z") && Menus.number(c, "n") == 3))));
        Optimizer optimizer = kind.create(menu, 1);
        Configuration base = Menus.knobs("a", "x", "n", 1);
        optimizer.tell(new Observation.Measured(base, 1));
        int left = kind.changes().equals(OptionalInt.of(1)) ? 4 : 7;
        for (int i = 0; i < left; i++) {
            optimizer.tell(new Observation.Measured(base.with(optimizer.ask(base)), i));
        }
        assertThatThrownBy(() -> optimizer.ask(base))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Nothing is left to try")
                .hasMessageContaining("\nMaybe ");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void findsTheOneWayThatConditionsLeave(Kind kind) {
        Menu menu = new Menu(
                List.of(Menus.real("x", 0, 1, Scale.LINEAR), Menus.whole("n", 1, 1000, 1, Scale.LINEAR)),
                List.of(Menus.where("x is 0.5", c -> Menus.number(c, "x") == 0.5)));
        Configuration base = Menus.knobs("x", 0.5, "n", 1);
        Optimizer optimizer = kind.create(menu, 1);
        assertThat(optimizer.ask(base)).containsOnlyKeys("n");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neverAsksWhatIsUnderWayOrTainted(Kind kind) {
        Menu menu = new Menu(List.of(Menus.choice("a", 1, 2, 3, 4)), List.of());
        Optimizer optimizer = kind.create(menu, 1);
        Configuration base = Menus.knobs("a", 1);
        optimizer.tell(new Observation.Unmeasured(Menus.knobs("a", 2)));
        optimizer.tell(new Observation.Pending(Menus.knobs("a", 4)));
        assertThat(optimizer.ask(base)).isEqualTo(Map.of("a", new KnobValue.Int(3)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void takesResultsThatItDidNotAskFor(Kind kind) {
        Optimizer optimizer = kind.create(Menus.gpt(), 3);
        Configuration base = Menus.gptBase();
        for (int i = 1; i <= 30; i++) {
            optimizer.tell(new Observation.Measured(base.with(Map.of("lr", new KnobValue.Real(i * 1e-3))), 1.0 / i));
            optimizer.tell(new Observation.Measured(Menus.knobs("lr", 5.0, "window", "unknown", "n_layer", i), i));
            optimizer.tell(new Observation.Failed(Menus.knobs("other", i)));
        }
        assertThat(Menus.gpt().feasible(base.with(optimizer.ask(base)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksSeveralBeforeOneIsTold(Kind kind) {
        Optimizer optimizer = kind.create(Menus.gpt(), 9);
        Configuration base = Menus.gptBase();
        optimizer.tell(measure(base));
        Set<Configuration> under = new HashSet<>(Set.of(base));
        for (int i = 0; i < 12; i++) {
            Configuration asked = base.with(optimizer.ask(base));
            assertThat(under.add(asked)).as("%s is new", asked).isTrue();
            optimizer.tell(i % 3 == 0 ? measure(asked) : new Observation.Pending(asked));
        }
    }

    @Test
    void theOrderOfResultsMattersToNoModelOfAll() {
        List<Observation> told = new ArrayList<>();
        Configuration base = Menus.gptBase();
        Optimizer first = new Kind("auto", OptionalInt.empty()).create(Menus.gpt(), 3);
        RandomSearch draws = new RandomSearch(Menus.gpt(), OptionalInt.empty(), 1);
        for (int i = 0; i < 40; i++) {
            told.add(measure(base.with(draws.ask(base))));
        }
        told.forEach(first::tell);
        Optimizer second = new Kind("auto", OptionalInt.empty()).create(Menus.gpt(), 3);
        Collections.reverse(told);
        told.forEach(second::tell);
        assertThat(second.ask(base)).isEqualTo(first.ask(base));
    }

    @Test
    void cmaesRefusesToTurnFewKnobs() {
        assertThatThrownBy(() -> Proposers.named("cmaes", OptionalInt.of(2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("changes = 2")
                .hasMessageContaining("\nMaybe ");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sameValuesInAnotherSpellingAreTheSameTrial(Kind kind) {
        Menu menu = new Menu(List.of(Menus.whole("n", 1, 3, 1, Scale.LINEAR)), List.of());
        Optimizer optimizer = kind.create(menu, 1);
        optimizer.tell(new Observation.Measured(Menus.knobs("n", 2.0), 1));
        assertThat(optimizer.ask(Menus.knobs("n", 1.0))).isEqualTo(Map.of("n", new KnobValue.Int(3)));
    }

    @Test
    void refusesNoChangesAndNumbersThatAreNone() {
        assertThatThrownBy(() -> new RandomSearch(Menus.gpt(), OptionalInt.of(0), 1))
                .hasMessageContaining("at least one knob, not 0")
                .hasMessageContaining("\nMaybe ");
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> new Observation.Measured(Menus.gptBase(), none))
                    .hasMessageContaining("(%s)".formatted(none))
                    .hasMessageContaining("\nMaybe ");
        }
        assertThatThrownBy(() -> new Usage(OptionalDouble.of(-1), OptionalDouble.empty()))
                .hasMessageContaining("memory that a trial used (-1.0)")
                .hasMessageContaining("\nMaybe ");
        assertThat(Usage.of(0, Double.NaN)).isEqualTo(Usage.UNKNOWN);
        assertThatThrownBy(() ->
                        new RandomSearch(new Menu(List.of(), List.of()), OptionalInt.empty(), 1).ask(Menus.knobs()))
                .hasMessageStartingWith("Nothing is left to try");
    }

    @Test
    void randomIsUniformInTheKnobsScale() {
        Menu menu = new Menu(
                List.of(
                        Menus.real("lr", 1e-4, 1, Scale.LOG),
                        Menus.real("x", 0, 1000, Scale.LINEAR),
                        Menus.choice("c", 1, 2, 3, 4)),
                List.of());
        RandomSearch random = new RandomSearch(menu, OptionalInt.empty(), 1);
        Configuration base = Menus.knobs("lr", 0.5, "x", 3.0, "c", 1);
        int[] decade = new int[4];
        int lower = 0;
        for (int i = 0; i < 4000; i++) {
            Configuration drawn = base.with(random.ask(base));
            decade[Math.clamp((int) Math.floor(Math.log10(Menus.number(drawn, "lr")) + 4), 0, 3)]++;
            lower += Menus.number(drawn, "x") < 500 ? 1 : 0;
        }
        assertThat(Arrays.stream(decade).boxed().toList()).allMatch(count -> Math.abs(count - 1000) < 130);
        assertThat(lower).isBetween(1870, 2130);
    }

    @Test
    void randomTurnsEveryKnobAlikeWhenItTurnsOne() {
        RandomSearch random = new RandomSearch(Menus.gpt(), OptionalInt.of(1), 1);
        Map<String, Integer> turns = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            random.ask(Menus.gptBase()).keySet().forEach(knob -> turns.merge(knob, 1, Integer::sum));
        }
        assertThat(turns).hasSize(12);
        assertThat(turns.get("n_layer")).isBetween(180, 420);
    }
}
