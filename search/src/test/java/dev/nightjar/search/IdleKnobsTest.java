package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Knobs that have an effect only when others have certain values.
final class IdleKnobsTest {

    /// `expert` counts with experts, `noise` with noisy ones.
    private static final Menu MENU = new Menu(
            List.of(
                    Menus.choice("kind", "dense", "experts"),
                    Menus.choice("router", "plain", "noisy"),
                    Menus.whole("expert", 2, 4, 1, Scale.LINEAR),
                    Menus.whole("noise", 1, 2, 1, Scale.LINEAR)),
            List.of(),
            Map.of(
                    "router", is("kind", "experts"),
                    "expert", is("kind", "experts"),
                    "noise", is("router", "noisy")));
    private static final Configuration BASE = Menus.knobs("kind", "dense", "router", "plain", "expert", 2, "noise", 1);

    private static Constraint is(String knob, String value) {
        return new Constraint() {
            @Override
            public String expression() {
                return "%s == '%s'".formatted(knob, value);
            }

            @Override
            public String doc() {
                return "";
            }

            @Override
            public Set<String> knobs() {
                return Set.of(knob);
            }

            @Override
            public boolean holds(Configuration configuration) {
                return configuration.get(knob).equals(Optional.of(new KnobValue.Text(value)));
            }
        };
    }

    /// Dense; experts with three sizes, each plain or with two noises.
    @ParameterizedTest
    @ValueSource(strings = {"auto", "tpe", "random", "cmaes"})
    void eachProgramIsAskedOnceAndIdleKnobsStay(String name) {
        Optimizer optimizer = Proposers.optimizer(name, MENU, Direction.LOWER, OptionalInt.empty(), 4, 1);
        optimizer.tell(new Observation.Measured(BASE, 1));
        for (int i = 0; i < 9; i++) {
            Map<String, KnobValue> changes = optimizer.ask(BASE);
            Configuration asked = BASE.with(changes);
            assertThat(MENU.idle(asked)).as("%s", asked).doesNotContainAnyElementsOf(changes.keySet());
            assertThat(asked.get("kind")).contains(new KnobValue.Text("experts"));
            optimizer.tell(new Observation.Measured(asked, i));
        }
        assertThatThrownBy(() -> optimizer.ask(BASE)).hasMessageStartingWith("Nothing is left to try");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "tpe", "random"})
    void oneChangeAtATimeNeverTurnsAnIdleKnob(String name) {
        for (int seed = 0; seed < 10; seed++) {
            Optimizer optimizer = Proposers.optimizer(name, MENU, Direction.LOWER, OptionalInt.of(1), seed, 1);
            optimizer.tell(new Observation.Measured(BASE, 1));
            assertThat(optimizer.ask(BASE)).containsOnlyKeys("kind");
        }
    }
}
