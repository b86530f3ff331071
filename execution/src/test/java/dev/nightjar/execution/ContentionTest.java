package dev.nightjar.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.sandbox.Load;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.ProgressLine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ContentionTest {
    private static final Contention ON_PROCESSORS = new Contention(Device.CPU, Duration.ofSeconds(100));

    private static OptionalDouble behind(Contention contention, double others, double idle, double fraction) {
        ProgressLine last = new ProgressLine(fraction, 5, 0, 0, 50, 2.5);
        return contention.behind(CrashReason.TIME_LIMIT, Optional.of(new Load(others, idle)), Optional.of(last));
    }

    @Test
    void aTrialThatWouldHaveEndedWithTheProcessorsForItselfIsNotToBlame() {
        assertThat(behind(ON_PROCESSORS, 0.5, 0.05, 0.3)).hasValue(0.5);
    }

    @Test
    void aTrialThatIsTooSlowEvenSoIs() {
        assertThat(behind(ON_PROCESSORS, 0.5, 0.05, 0.2)).isEmpty();
    }

    @Test
    void aTrialThatNeverHadToWaitIs() {
        assertThat(behind(ON_PROCESSORS, 0.1, 0.05, 0.49))
                .as("hardly anybody else")
                .isEmpty();
        assertThat(behind(ON_PROCESSORS, 0.5, 0.3, 0.3)).as("some were idle").isEmpty();
        assertThat(behind(new Contention(Device.CUDA, Duration.ofSeconds(100)), 0.5, 0.05, 0.3))
                .as("it computes elsewhere")
                .isEmpty();
    }

    @Test
    void itMattersOnlyToLimitsOfTime() {
        Optional<Load> load = Optional.of(new Load(0.9, 0));
        assertThat(ON_PROCESSORS.behind(CrashReason.START_UP_LIMIT, load, Optional.empty()))
                .hasValue(0.9);
        assertThat(ON_PROCESSORS.behind(CrashReason.OUT_OF_MEMORY, load, Optional.empty()))
                .isEmpty();
        assertThat(ON_PROCESSORS.behind(CrashReason.TIME_LIMIT, Optional.empty(), Optional.empty()))
                .isEmpty();
    }
}
