package dev.nightjar.agents.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayBookTest {

    private static final int ADDITIONS = 25;

    @TempDir
    Path folder;

    private static DayBook book(Path folder) {
        return new DayBook(folder, () -> Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    }

    /// Another process, for the test below.
    static final class Spender {
        public static void main(String[] args) {
            DayBook book = book(Path.of(args[0]));
            for (int i = 0; i < ADDITIONS; i++) {
                book.add(new Spent(3, 0.5));
            }
        }
    }

    @Test
    void processesAndThreadsLoseNothingOfEachOther() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Spender.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                tasks.add(threads.submit(() -> Spender.main(new String[] {folder.toString()})));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }

        assertThat(other.waitFor()).isZero();
        assertThat(book(folder).today()).isEqualTo(new Spent(3 * 3 * ADDITIONS, 3 * 0.5 * ADDITIONS));
    }

    @Test
    void anInterruptedThreadStillCounts() {
        Thread.currentThread().interrupt();

        assertThat(book(folder).add(new Spent(1, 2))).isEqualTo(new Spent(1, 2));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysWhichFileSomebodyEdited() throws IOException {
        Files.writeString(folder.resolve("2026-03-01.txt"), "a lot\n");

        assertThatThrownBy(() -> book(folder).today())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("2026-03-01.txt")
                .hasMessageContaining("a lot");
    }
}
