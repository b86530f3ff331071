package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConverseTest {
    private static Supervisor supervisor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        supervisor = Supervisor.start();
    }

    @AfterAll
    static void close() {
        supervisor.close();
    }

    @Test
    void echoesBinaryData() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        Supervised cat = supervisor.launch(Launches.conversing(folder, "cat"), _ -> {});
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try (OutputStream stdin = cat.stdin()) {
                stdin.write(sent);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });

        byte[] received = cat.stdout().readAllBytes();

        assertThat(received).isEqualTo(sent);
        writing.join();
        assertThat(cat.await().succeeded()).isTrue();
    }

    @Test
    void answersEachRequestBeforeTheNext() throws Exception {
        Supervised cat = supervisor.launch(Launches.conversing(folder, "cat"), _ -> {});

        for (int value = 0; value < 50; value++) {
            cat.stdin().write(value);
            assertThat(cat.stdout().read()).isEqualTo(value);
        }
        cat.stdin().close();

        assertThat(cat.stdout().read()).isEqualTo(-1);
    }

    @Test
    void keepsStandardErrorInTheLog() throws Exception {
        List<String> lines = new ArrayList<>();
        Supervised launch =
                supervisor.launch(Launches.conversing(folder, "sh", "-c", "echo out; echo err >&2"), lines::add);

        assertThat(new String(launch.stdout().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("out\n");

        launch.await();
        assertThat(lines).containsExactly("err");
        assertThat(folder.resolve("log.txt")).hasContent("err");
    }

    @Test
    void isNotHeldUpByAStreamThatNobodyReads(@TempDir Path other) throws Exception {
        Supervised flood = supervisor.launch(Launches.conversing(other, "yes"), _ -> {});

        assertThat(supervisor
                        .launch(Launches.shell(folder, "exit 5"), _ -> {})
                        .await()
                        .exitCode())
                .isEqualTo(5);

        flood.kill("Enough.");
        assertThat(flood.await().ending()).isEqualTo(Ending.KILLED);
    }

    @Test
    void failsToWriteToAProcessThatHasEnded() throws Exception {
        Supervised launch = supervisor.launch(Launches.conversing(folder, "true"), _ -> {});
        launch.await();

        assertThatThrownBy(() -> launch.stdin().write(new byte[1 << 20]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has ended");
        InputStream stdout = launch.stdout();
        assertThat(stdout.read()).isEqualTo(-1);
    }
}
