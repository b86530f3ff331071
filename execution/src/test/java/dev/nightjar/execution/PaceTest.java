package dev.nightjar.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.trial.Progress;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofSeconds(100));

    @Test
    void givesUpWhatWouldNotEvenComeToItsEndAtTwiceItsPace() {
        assertThat(steady(0.40, 9)).isEmpty();
        assertThat(pace.fallsShort(at(0.040, 10))).hasValueCloseTo(0.04 + 2 * 0.004 * 90, within());
    }

    @Test
    void givesUpWhatIsABitTooSlowOnlyWhenItsTimeIsNearlyOver() {
        for (int second = 1; second <= 88; second++) {
            assertThat(pace.fallsShort(at(0.009 * second, second))).isEmpty();
        }
        assertThat(pace.fallsShort(at(0.009 * 90, 90))).isPresent();
    }

    @Test
    void neverGivesUpWhatGetsThere() {
        for (int second = 1; second <= 99; second++) {
            assertThat(pace.fallsShort(at(0.01 * second, second))).isEmpty();
        }
        assertThat(pace.fallsShort(at(1, 99.5))).isEmpty();
    }

    @Test
    void doesNotCountTheTimeBeforeTheFirstLine() {
        assertThat(pace.fallsShort(at(0.01, 60))).isEmpty();
        assertThat(pace.fallsShort(at(0.12, 66))).isEmpty();
    }

    @Test
    void forgivesASlowBeginning() {
        for (int second = 1; second <= 8; second++) {
            assertThat(pace.fallsShort(at(0.0025 * second, second))).isEmpty();
        }
        for (int second = 9; second <= 40; second++) {
            assertThat(pace.fallsShort(at(0.02 + 0.02 * (second - 8), second)))
                    .as("%d s", second)
                    .isEmpty();
        }
    }

    @Test
    void forgivesATimeInWhichNothingMoved() {
        assertThat(pace.fallsShort(at(0.01, 1))).isEmpty();
        assertThat(pace.fallsShort(at(0.02, 21))).as("it stood still until now").isEmpty();
        assertThat(pace.fallsShort(at(0.04, 23))).isEmpty();
        assertThat(pace.fallsShort(at(0.06, 25))).as("and has picked up since").isEmpty();
    }

    @Test
    void knowsNothingOfAProgramWithoutAClock() {
        assertThat(pace.fallsShort(at(0.01, 0))).isEmpty();
        assertThat(pace.fallsShort(at(0.02, 0))).isEmpty();
    }

    /// A program that would be at `share` of its budget when the guard ends it, up to `end` seconds.
    private OptionalDouble steady(double share, int end) {
        OptionalDouble last = OptionalDouble.empty();
        for (int second = 1; second <= end; second++) {
            last = pace.fallsShort(at(share * second / 100, second));
        }
        return last;
    }

    private static Progress at(double fraction, double seconds) {
        return new Progress(Progress.Phase.TRAINING, fraction, 1, 2.5, seconds);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}
