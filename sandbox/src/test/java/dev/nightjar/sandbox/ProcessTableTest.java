package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.sandbox.ProcessTable.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessTableTest {
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    static Stream<ProcessTable> tables() {
        return Native.LINUX
                ? Stream.of(new LinuxProcessTable(new Native().pageBytes()), new PsProcessTable())
                : Stream.of(new PsProcessTable());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void knowsThisProcess(ProcessTable table) {
        assumeThat(Path.of("/bin/ps")).exists();

        assertThat(table.pids()).contains(SELF);

        Entry self = table.entry(SELF).orElseThrow();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(self.parent()).isEqualTo(parent);
        assertThat(self.dead()).isFalse();
        assertThat(self.residentBytes()).isBetween(10L << 20, 10L << 30);
        assertThat(self.cpu()).isBetween(Duration.ZERO, Duration.ofHours(1));
        assertThat(table.entry(999_999_999)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotConfusedByAProgramsName() throws Exception {
        Path program = folder.resolve("a) Z 1 (b");
        Files.copy(Path.of("/bin/sleep"), program, StandardCopyOption.COPY_ATTRIBUTES);
        Process process = new ProcessBuilder(program.toString(), "60").start();
        try {
            Entry entry = new LinuxProcessTable(4096).entry(process.pid()).orElseThrow();
            assertThat(entry.parent()).isEqualTo(SELF);
            assertThat(entry.dead()).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheEnvironmentThatAProcessWasStartedWith() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "60");
        builder.environment().clear();
        builder.environment().putAll(Map.of("A", "1", "B", "two words", "C", ""));
        Process process = builder.start();
        try {
            ProcessTable table = new LinuxProcessTable(4096);
            assertThat(table.carries(process.pid(), Map.of("B", "two words", "C", "")))
                    .isTrue();
            assertThat(table.carries(process.pid(), Map.of("B", "two"))).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"0:00.25, PT0.25S", "12:34.50, PT12M34.5S", "01:02:03, PT1H2M3S", "2-03:00:00, PT51H"})
    void readsProcessorTimeAsEverySystemWritesIt(String text, Duration expected) {
        assertThat(PsProcessTable.cpu(text)).isEqualTo(expected);
    }
}
