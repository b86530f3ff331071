package dev.nightjar.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real file system of two MiB, which only root can mount.
class FullDiskTest {

    private static final Lab.Limits NO_LIMITS = new Lab.Limits(
            OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    @TempDir
    Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString());
        assumeThat(mounted)
                .as("a small file system can be mounted here (needs Linux and root)")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(succeeds("umount", "--lazy", folder.toString())).isTrue();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void fill() {
        try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static Event event(long pid) {
        return new Event.SessionStarted(pid, NO_LIMITS, Optional.of("x".repeat(3000)));
    }

    @Test
    void theLastEventsAreWrittenWithTheReserveAndNothingIsLost() throws IOException {
        RunFolder run = new RunFolders(folder).of("nov20");
        try (LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            ledger.append(event(1));
            fill();
            int written = 1;
            while (run.reserve().toFile().exists()) {
                written++;
                long pid = written;
                try {
                    ledger.append(event(pid));
                } catch (UserError e) {
                    assertThat(e.kind()).isEqualTo(UserError.Kind.DISK);
                    assertThat(e).hasMessageContaining("The last event is written");
                }
            }
            ledger.append(new Event.SessionEnded(EndReason.STOPPED, "the disk is full"));
            List<Entry> entries = LedgerReader.read(run);
            assertThat(entries).hasSize(written + 1).isEqualTo(ledger.entries());
        }
        assertThatThrownBy(() -> {
                    fill();
                    LedgerFile.open(run, InstantSource.system()).close();
                })
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.DISK))
                .hasMessageContaining("no room for a reserve");
        Files.delete(folder.resolve("filler"));
        try (LedgerFile resumed = LedgerFile.open(run, InstantSource.system())) {
            assertThat(resumed.note()).isEmpty();
            assertThat(resumed.entries().getLast().event()).isInstanceOf(Event.SessionEnded.class);
            assertThat(run.reserve()).exists();
        }
    }
}
