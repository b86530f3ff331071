package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.wire.WorkBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingClockTest {

    private static final Duration GUARD = Duration.ofSeconds(100);

    private final AtomicLong now = new AtomicLong(5_000_000_000L);

    private TrainingClock clock(String budget) {
        return new TrainingClock(WorkBudget.parse(budget), GUARD, now::get);
    }

    private void passSeconds(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aComputeBudgetIsSpentByStepsAndNotByTime() {
        TrainingClock clock = clock("10 GFLOP");
        passSeconds(50);
        assertThat(clock.fraction()).isZero();
        clock.step(4e9, 128);
        assertThat(clock.fraction()).isEqualTo(0.4);
        assertThat(clock.reached()).isFalse();
        clock.step(4e9, 128);
        clock.step(4e9, 128);
        assertThat(clock.fraction()).isEqualTo(1);
        assertThat(clock.reached()).isTrue();
        assertThat(clock.tokens()).isEqualTo(384);
        assertThat(clock.steps()).isEqualTo(3);
    }

    @Test
    void aTimeBudgetIsSpentByTimeAlone() {
        TrainingClock clock = clock("20 s");
        clock.step(1e15, 1_000_000);
        passSeconds(5);
        assertThat(clock.fraction()).isEqualTo(0.25);
        passSeconds(15);
        assertThat(clock.reached()).isTrue();
    }

    @Test
    void tokensAndStepsCountAsThemselves() {
        TrainingClock tokens = clock("1000 tokens");
        TrainingClock steps = clock("10 steps");
        tokens.step(1, 250);
        steps.step(1, 250);
        assertThat(tokens.fraction()).isEqualTo(0.25);
        assertThat(steps.fraction()).isEqualTo(0.1);
    }

    @Test
    void theGuardEndsABudgetThatAMachineIsTooSlowFor() {
        TrainingClock clock = clock("1 EFLOP");
        clock.step(1, 1);
        passSeconds(99);
        assertThat(clock.reached()).isFalse();
        passSeconds(1);
        assertThat(clock.reached()).isTrue();
        assertThat(clock.fraction()).isLessThan(1e-9);
    }

    @Test
    void refusesAStepWithoutTokens() {
        assertThatThrownBy(() -> clock("1 TFLOP").step(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0) tokens")
                .hasMessageContaining("Maybe");
    }
}
