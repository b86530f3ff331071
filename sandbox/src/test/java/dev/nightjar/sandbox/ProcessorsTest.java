package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsTest {
    @TempDir
    private Path proc;

    @BeforeEach
    void fourProcessorsOfWhichTwoMayBeUsed() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCpus_allowed_list:\t0,2-2\n");
        stat(0, 0, 0);
    }

    /// Ticks of 10 ms, of each processor.
    private void stat(int ours, int idle, int others) throws IOException {
        Files.writeString(proc.resolve("stat"), """
                cpu  9 9 9 9 9 9 9 9 9 9
                cpu0 %1$d 0 0 %2$d 0 0 0 0 7 0
                cpu1 %3$d 0 0 0 0 0 0 0 0 0
                cpu2 0 0 0 0 %2$d 0 0 %1$d 0 0
                cpu3 %3$d 0 0 0 0 0 0 0 0 0
                intr 5
                """.formatted(ours, idle, others));
    }

    @Test
    void tellsOthersFromTheLaunchAndFromNobody() throws Exception {
        Processors processors = Processors.watch(proc);
        stat(800, 200, 1000);

        assertThat(processors.since(Duration.ofSeconds(10))).hasValueSatisfying(load -> {
            assertThat(load.others()).isCloseTo(0.3, within(1e-9));
            assertThat(load.idle()).isCloseTo(0.2, within(1e-9));
        });
        assertThat(processors.since(Duration.ofSeconds(17)))
                .as("a launch that is counted twice leaves nothing to others")
                .hasValueSatisfying(load -> assertThat(load.others()).isZero());
    }

    @Test
    void knowsNothingWhereNothingIsSaid() throws Exception {
        Processors processors = Processors.watch(proc);
        assertThat(processors.since(Duration.ZERO)).as("no time has passed").isEmpty();
        Files.delete(proc.resolve("self/status"));
        stat(800, 200, 1000);
        assertThat(Processors.watch(proc).since(Duration.ZERO)).isEmpty();
    }
}
