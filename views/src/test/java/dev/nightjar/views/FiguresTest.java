package dev.nightjar.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.0304, 30ms",
        "0.4, 0.4s",
        "8.44, 8.4s",
        "9.97, 10s",
        "59.4, 59s",
        "59.7, 1m00s",
        "725, 12m05s",
        "3599.8, 1h00m",
        "11220, 3h07m",
        "200000, 2d07h",
        "-1, –"
    })
    void durationsHaveTwoUnitsAtMost(double seconds, String shown) {
        assertThat(Figures.duration(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1.7213, 4", "0.35, 5", "12.3, 3", "15600, 0", "0, 4", "0.00021, 8"})
    void metricsAreShownToATenThousandthOfThemselves(double typical, int decimals) {
        assertThat(Figures.decimals(typical)).isEqualTo(decimals);
    }

    @ParameterizedTest
    @CsvSource({"0.035, 3.5 %", "0.45, 45 %", "-0.0049, −0.49 %", "0.00042, 0.042 %", "0, 0 %"})
    void percentagesKeepTwoDigits(double fraction, String shown) {
        assertThat(Figures.percent(fraction)).isEqualTo(shown);
    }

    @Test
    void differencesHaveARealMinusAndNoSignedZero() {
        assertThat(Figures.signed(-0.0309, 4)).isEqualTo("−0.0309");
        assertThat(Figures.signed(0.0309, 4)).isEqualTo("+0.0309");
        assertThat(Figures.signed(-0.00001, 4)).isEqualTo("0.0000");
    }

    @Test
    void textsAreMeasuredInCells() {
        assertThat(Cells.width("\u001b[32m日本\u001b[0m é")).isEqualTo(6);
        assertThat(Cells.fit("日本語", 5)).isEqualTo("日本…");
        assertThat(Cells.fit("short", 5)).isEqualTo("short");
        assertThat(Cells.wrap("one two three", 7)).isEqualTo(List.of("one two", "three"));
        assertThat(Cells.join(List.of("one", "two", "three"), 9)).isEqualTo(List.of("one · two", "three"));
    }

    @Test
    void ticksAreRoundNumbers() {
        Axis axis = new Axis(1.655, 1.747, 400, 100);

        assertThat(axis.ticks(6))
                .hasSize(5)
                .first()
                .satisfies(tick -> assertThat(tick).isCloseTo(1.66, within(1e-12)));
        assertThat(axis.decimals(6)).isEqualTo(2);
        assertThat(axis.at(1.655)).isEqualTo(400);
        assertThat(new Axis(0, 10, 0, 1).ticks(10)).hasSize(11);
    }
}
