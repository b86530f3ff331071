package dev.nightjar.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.core.trial.TrialOutcome.Trained;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentionTest {
    private static final Crashed TOO_SLOW = new Crashed(CrashReason.TIME_LIMIT, "Too slow.", List.of(), 10);

    @TempDir
    private Path proc;

    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void fourProcessorsOfWhichTwoMayBeUsed() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCpus_allowed_list:\t0,2-2\n");
        stat(0, 0);
    }

    /// Ten seconds are a thousand ticks of each processor.
    private void stat(int ours, int others) throws IOException {
        Files.writeString(proc.resolve("stat"), """
                cpu  9 9 9 9 9 9 9 9 9 9
                cpu0 %1$d 0 0 5000 0 0 0 0 0 0
                cpu1 %2$d 0 0 5000 0 0 0 0 0 0
                cpu2 0 0 %1$d 5000 70 0 0 0 0 0
                cpu3 %2$d 0 0 5000 0 0 0 0 0 0
                intr 5
                """.formatted(ours, others));
    }

    private TrialOutcome after(TrialOutcome outcome, int ours, int others, Optional<Duration> own) throws IOException {
        Contention contention = Contention.begin(proc, nanos::get);
        stat(ours, others);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        return contention.noted(outcome, new Outcome(0, Ending.EXITED, Duration.ofSeconds(10), own, 1, ""));
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void aTrialThatHadHalfOfItsProcessorsIsNotToBlame() throws Exception {
        assertThat(after(TOO_SLOW, 1000, 0, seconds(10))).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.others()).hasValueCloseTo(0.5, within(1e-9));
            assertThat(crashed.tainted()).isTrue();
            assertThat(crashed.reason()).isEqualTo("Too slow. Other programs used 50 % of the processors meanwhile.");
        });
    }

    @Test
    void aTrialThatHadThemAllIs() throws Exception {
        assertThat(after(TOO_SLOW, 1000, 1000, seconds(19))).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.others()).hasValueCloseTo(0.05, within(1e-9));
            assertThat(crashed.tainted()).isFalse();
            assertThat(crashed.reason()).isEqualTo("Too slow.");
        });
    }

    @Test
    void nothingIsSaidWhereNobodyKnowsOrItDoesNotMatter() throws Exception {
        assertThat(after(TOO_SLOW, 1000, 0, Optional.empty())).isEqualTo(TOO_SLOW);
        Crashed broken = new Crashed(CrashReason.EXIT_CODE, "It ended with 1.", List.of(), 10);
        assertThat(after(broken, 1000, 0, seconds(1))).isEqualTo(broken);
        TrialOutcome trained = new Trained(1, 2, 3, Map.of());
        assertThat(after(trained, 1000, 0, seconds(1))).isEqualTo(trained);
        Files.delete(proc.resolve("self/status"));
        assertThat(after(TOO_SLOW, 1000, 0, seconds(10))).isEqualTo(TOO_SLOW);
    }
}
