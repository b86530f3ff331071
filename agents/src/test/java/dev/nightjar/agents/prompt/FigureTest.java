package dev.nightjar.agents.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Direction;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FigureTest {

    @Test
    void saysWhichWayIsBetter() {
        assertThat(Figure.gain(Direction.LOWER, 1.79, 1.8)).isEqualTo("better by 0.01");
        assertThat(Figure.gain(Direction.HIGHER, 1.79, 1.8)).isEqualTo("worse by 0.01");
        assertThat(Figure.gain(Direction.LOWER, 1.8, 1.8)).isEqualTo("the same");
    }

    @Test
    void marksWhatIsWithinTheNoise() {
        assertThat(Figure.gain(0.0019, OptionalDouble.of(0.001))).isEqualTo("better by 0.0019 (within noise)");
        assertThat(Figure.gain(0.0021, OptionalDouble.of(0.001))).isEqualTo("better by 0.0021");
        assertThat(Figure.gain(0.0021, OptionalDouble.empty())).isEqualTo("better by 0.0021");
    }

    @Test
    void writesNumbersShort() {
        assertThat(Figure.metric(1.234567891)).isEqualTo("1.23457");
        assertThat(Figure.metric(0)).isEqualTo("0");
        assertThat(Figure.metric(123_456_789)).isEqualTo("1.23457e+08");
        assertThat(Figure.metric(1e-9)).isEqualTo("1.00000e-09");
        assertThat(Figure.metric(Double.NaN)).isEqualTo("NaN");
    }
}
