package dev.nightjar.core.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Budget.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {

    @ParameterizedTest
    @CsvSource({
        "2 TFLOP,    COMPUTE, 2e12,  2 TFLOP",
        "500 GFLOPs, COMPUTE, 5e11,  0.5 TFLOP",
        "300s,       TIME,    300,   300 s",
        "5 min,      TIME,    300,   300 s",
        "0.5h,       TIME,    1800,  1800 s",
        "20M tokens, TOKENS,  2e7,   20000000 tokens",
        "400 steps,  STEPS,   400,   400 steps",
        "1 step,     STEPS,   1,     1 steps",
    })
    void readsWhatPeopleWriteAndWritesWhatTrialsRead(String text, Kind kind, double amount, String canonical) {
        Budget budget = Budget.parse(text);
        assertThat(budget).isEqualTo(new Budget(kind, amount));
        assertThat(budget).hasToString(canonical);
        assertThat(Budget.parse(canonical)).isEqualTo(budget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "", "fast", "-5s", "5 parsecs", "2 TFLOP s", "10 epochs"})
    void refusesOtherUnits(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + text + ")")
                .hasMessageContaining("\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void isPositiveAndFinite(double amount) {
        assertThatThrownBy(() -> new Budget(Kind.STEPS, amount))
                .hasMessageContaining("The budget (" + amount + ") must be positive.");
    }
}
