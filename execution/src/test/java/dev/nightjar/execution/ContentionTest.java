package dev.nightjar.execution;

import static dev.nightjar.execution.Workshops.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.sandbox.Load;
import dev.nightjar.sandbox.Supervisor;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.ProgressLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentionTest {
    @TempDir
    private Path folder;

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

    @Test
    void doesNotBlameAProgramForWhatABusyMachineDid() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assumeTrue(
                Files.exists(Path.of("/proc/stat"))
                        && Files.readString(Path.of("/proc/stat"))
                                        .lines()
                                        .filter(line -> line.matches("cpu\\d.*"))
                                        .count()
                                == processors,
                "only Linux says how busy it is, and only without a quota can all of it be made busy");
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> neighbours = IntStream.range(0, processors)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    while (!done.get()) {
                        Thread.onSpinWait();
                    }
                }))
                .toList();
        try (Supervisor supervisor = Supervisor.start()) {
            Workshop workshop =
                    Workshops.ofShell(supervisor, folder, Duration.ofSeconds(1), Map.of("commit", "sleep 60"));
            assertThat(new LocalTrainer(workshop).train(trial(1, "commit"), _ -> {}, new Interruption()))
                    .isInstanceOfSatisfying(Crashed.class, crashed -> {
                        assertThat(crashed.tainted()).isTrue();
                        assertThat(crashed.reason()).contains("limit", "Other programs used");
                    });
        } finally {
            done.set(true);
            for (Thread neighbour : neighbours) {
                neighbour.join();
            }
        }
    }
}
