package dev.nightjar.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Lab.GatePolicy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateTest {

    private static final Gate STRICT = Gate.of(new GatePolicy(Policy.STRICT, Compare.INCUMBENT, 0.5));
    private static final Gate HALF_A_PERCENT = Gate.of(new GatePolicy(Policy.THRESHOLD, Compare.INCUMBENT, 0.005));

    private static Evidence evidence(Direction direction, double candidate, double reference) {
        return new Evidence(direction, List.of(candidate), List.of(reference));
    }

    @Test
    void strictKeepsAnyGainAndNothingElse() {
        assertThat(STRICT.decide(evidence(Direction.LOWER, 0.999999, 1)))
                .isEqualTo(new Decision.Keep("better by 0.000001"));
        assertThat(STRICT.decide(evidence(Direction.LOWER, 1, 1)))
                .isEqualTo(new Decision.Discard("not better: +0.000000"));
        assertThat(STRICT.decide(evidence(Direction.LOWER, 1.5, 1)))
                .isEqualTo(new Decision.Discard("not better: -0.500000"));
    }

    @Test
    void strictKnowsMetricsThatRise() {
        assertThat(STRICT.decide(evidence(Direction.HIGHER, 2, 1))).isInstanceOf(Decision.Keep.class);
        assertThat(STRICT.decide(evidence(Direction.HIGHER, 1, 2))).isInstanceOf(Decision.Discard.class);
    }

    @Test
    void thresholdAsksForAFractionOfTheReference() {
        assertThat(HALF_A_PERCENT.decide(evidence(Direction.LOWER, 1.98, 2)))
                .isEqualTo(new Decision.Keep("a gain of 1.000 % against the required 0.500 %"));
        assertThat(HALF_A_PERCENT.decide(evidence(Direction.LOWER, 1.995, 2)))
                .isEqualTo(new Decision.Discard("a gain of 0.250 % against the required 0.500 %"));
        assertThat(HALF_A_PERCENT.decide(evidence(Direction.LOWER, 199, 200))).isInstanceOf(Decision.Keep.class);
    }

    @Test
    void aNegativeReferenceIsMeasuredByItsSize() {
        assertThat(evidence(Direction.HIGHER, -1, -2).relativeGain()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void comparesMeans() {
        Evidence evidence = new Evidence(Direction.LOWER, List.of(1.0, 2.0), List.of(2.0, 3.0, 4.0));
        assertThat(evidence.gain()).isCloseTo(1.5, within(1e-12));
        assertThat(evidence.candidateMean()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void refusesToDecideWithoutMeasurements() {
        assertThatThrownBy(() -> new Evidence(Direction.LOWER, List.of(), List.of(1.0)))
                .hasMessageContaining("measurements of both sides, got [] and [1.0]")
                .hasMessageContaining("\nMaybe ");
        assertThatThrownBy(() -> new Evidence(Direction.LOWER, List.of(1.0), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
