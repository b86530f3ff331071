package dev.nightjar.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.JudgeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TrialWordsTest {

    @Test
    void anInterruptionReachesWhatIsUnderWayAndOnlyThat() {
        Interruption interruption = new Interruption();
        List<String> called = new ArrayList<>();
        Interruption.Registration over = interruption.onRequest(() -> called.add("over"));
        try (Interruption.Registration _ = interruption.onRequest(() -> called.add("under way"))) {
            over.close();
            interruption.check();
            interruption.request();
            interruption.request();
        }
        assertThat(called).containsExactly("under way");
        assertThat(interruption.requested()).isTrue();
        assertThatThrownBy(interruption::check).isInstanceOf(Interruption.Interrupted.class);
    }

    @Test
    void anInterruptionReachesLatecomersAtOnce() {
        Interruption interruption = new Interruption();
        interruption.request();
        List<String> called = new ArrayList<>();
        interruption.onRequest(() -> called.add("late")).close();
        assertThat(called).containsExactly("late");
    }

    @Test
    void aMeasurementIsAFiniteNumber() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.SEALED, 1, 1))
                    .hasMessageContaining("(" + value + ") must be finite")
                    .hasMessageContaining("\nMaybe ");
        }
    }

    @Test
    void trialsAreNumberedFromOne() {
        assertThatThrownBy(() -> new Trial(0, 0, Purpose.BASELINE, "c", 1)).hasMessageContaining("trial (0)");
        assertThatThrownBy(() -> new Trial(1, -1, Purpose.BASELINE, "c", 1)).hasMessageContaining("experiment (-1)");
    }
}
