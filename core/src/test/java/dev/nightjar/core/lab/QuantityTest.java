package dev.nightjar.core.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "90s, 90000",
        "5m, 300000",
        "5min, 300000",
        "1.5h, 5400000",
        "2d, 172800000",
        "' 8 h ', 28800000"
    })
    void readsDurations(String text, long millis) {
        assertThat(Quantity.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void takesAnUpperCaseMForNoMinutes() {
        assertThatThrownBy(() -> Quantity.duration("5M")).hasMessageContaining("(5M)");
    }

    @ParameterizedTest
    @CsvSource({
        "12B, 12",
        "4KB, 4000",
        "4KiB, 4096",
        "500MB, 500000000",
        "1.5 GiB, 1610612736",
        "2gb, 2000000000",
        "3MiB, 3145728"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
    }

    @Test
    void missesTheUnit() {
        assertThatThrownBy(() -> Quantity.duration("90"))
                .hasMessage("The duration (90) has no known unit.\nMaybe the unit is missing: \"90s\".");
        assertThatThrownBy(() -> Quantity.bytes("4"))
                .hasMessage("The size (4) has no known unit.\nMaybe the unit is missing: \"4GiB\".");
        assertThatThrownBy(() -> Quantity.duration("5 parsecs")).hasMessageContaining("(5 parsecs)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5s", "soon", "", "1e3s", "5 s s", "NaNs"})
    void refusesWhatIsNoNumberWithAUnit(String text) {
        assertThatThrownBy(() -> Quantity.duration(text))
                .hasMessageContaining("The duration (" + text + ") is not a positive number with a unit.")
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void refusesNoTimeAtAll() {
        assertThatThrownBy(() -> Quantity.duration("0s")).hasMessageContaining("(0s) must be positive");
    }
}
