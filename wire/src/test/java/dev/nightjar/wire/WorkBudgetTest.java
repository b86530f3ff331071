package dev.nightjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.wire.WorkBudget.Compute;
import dev.nightjar.wire.WorkBudget.Steps;
import dev.nightjar.wire.WorkBudget.Tokens;
import dev.nightjar.wire.WorkBudget.TrainingTime;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkBudgetTest {

    @ParameterizedTest
    @CsvSource({
        "2 TFLOP, 2 TFLOP",
        "2TFLOP, 2 TFLOP",
        "500 GFLOP, 500 GFLOP",
        "0.5 TFLOP, 500 GFLOP",
        "1e12 FLOP, 1 TFLOP",
        "300s, 300 s",
        "300 s, 300 s",
        "5m, 300 s",
        "1.5 h, 5400 s",
        "250ms, 0.25 s",
        "20M tokens, 20000000 tokens",
        "1.5k tokens, 1500 tokens",
        "2B tokens, 2000000000 tokens",
        "400 steps, 400 steps",
        "1 step, 1 steps"
    })
    void readsEverySpellingAndWritesTheCanonicalOne(String text, String canonical) {
        WorkBudget budget = WorkBudget.parse(text);
        assertThat(budget).hasToString(canonical);
        assertThat(WorkBudget.parse(canonical)).isEqualTo(budget);
    }

    @Test
    void theCanonicalTextIsExact() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            WorkBudget compute = new Compute(Math.exp(random.nextDouble(-30, 100)));
            WorkBudget time = new TrainingTime(Duration.ofNanos(random.nextLong(1, Long.MAX_VALUE)));
            assertThat(WorkBudget.parse(compute.toString())).isEqualTo(compute);
            assertThat(WorkBudget.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "TFLOP",
                "-5s",
                "0 steps",
                "5 parsecs",
                "1e999 steps",
                "0.5 steps",
                "1.2.3 s",
                "NaN s",
                "1e999999999 s",
                "99999999999999999999 tokens"
            })
    void refusesWhatIsNoBudgetWithItsTextAndAGuess(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkBudget.parse(text))
                .withMessageContaining("(" + text + ")")
                .withMessageContaining("\nMaybe ");
    }

    @Test
    void theFractionFollowsTheBudgetsOwnUnit() {
        assertThat(new Compute(2e12).fraction(5e11, 99, 99, 99)).isEqualTo(0.25);
        assertThat(new TrainingTime(Duration.ofSeconds(10)).fraction(99, 5, 99, 99))
                .isEqualTo(0.5);
        assertThat(new Tokens(1000).fraction(99, 99, 750, 99)).isEqualTo(0.75);
        assertThat(new Steps(10).fraction(99, 99, 99, 11)).isEqualTo(1.1);
    }

    @Test
    void onlyATimeBudgetBoundsTheClockItself() {
        Duration guard = Duration.ofMinutes(1);
        assertThat(new TrainingTime(Duration.ofSeconds(10)).clockLimit(guard)).isEqualTo(Duration.ofSeconds(10));
        assertThat(new Steps(10).clockLimit(guard)).isEqualTo(guard);
    }
}
