package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LimitsTest {

    private static RunState stateAfter(int experiments) {
        Lab lab = Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty()).with(Labs.experiments(experiments));
        World world = new World(lab, context -> Proposals.night(context.number()));
        world.engine();
        return world.state();
    }

    private static Lab.Limits money(double money, double pricePerHour) {
        return new Lab.Limits(
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.of(money),
                OptionalDouble.of(pricePerHour),
                List.of());
    }

    @Test
    void countsEveryExperimentThatEnded() {
        RunState state = stateAfter(5);
        assertThat(Limits.reached(Labs.experiments(6), state, Duration.ZERO)).isEmpty();
        assertThat(Limits.reached(Labs.experiments(5), state, Duration.ZERO)).contains("5 experiments are done");
    }

    @Test
    void turnsHoursIntoMoney() {
        RunState state = stateAfter(1);
        assertThat(Limits.reached(money(5, 2), state, Duration.ofMinutes(149))).isEmpty();
        assertThat(Limits.reached(money(5, 2), state, Duration.ofMinutes(150))).contains("5.00 of money is spent");
    }

    @Test
    void knowsNoMoneyWithoutAPrice() {
        Lab.Limits limits = new Lab.Limits(
                OptionalInt.empty(), Optional.empty(), OptionalDouble.of(1), OptionalDouble.empty(), List.of());
        assertThat(Limits.reached(limits, stateAfter(1), Duration.ofDays(9))).isEmpty();
    }

    @Test
    void neverEndsWithoutLimits() {
        assertThat(Limits.reached(Labs.NO_LIMITS, stateAfter(3), Duration.ofDays(9)))
                .isEmpty();
    }
}
