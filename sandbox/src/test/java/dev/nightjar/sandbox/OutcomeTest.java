package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    private static final Outcome OUTCOME = new Outcome(
            143,
            Ending.TIMED_OUT,
            Duration.ofMillis(12_345),
            Optional.of(Duration.ofMillis(777)),
            Optional.of(new Load(0.25, 0.5)),
            1L << 33,
            "It ran long.\nMaybe: it loops.");

    @TempDir
    private Path folder;

    @Test
    void survivesTheFile() throws Exception {
        OutcomeFile.reserve(folder.resolve("outcome")).commit(OUTCOME);

        assertThat(Outcome.read(folder.resolve("outcome"))).contains(OUTCOME);
    }

    @Test
    void isAbsentUntilCommitted() throws Exception {
        OutcomeFile.reserve(folder.resolve("outcome"));

        assertThat(Outcome.read(folder.resolve("outcome"))).isEmpty();
    }

    @Test
    void isNeverReadFromAPartOfItsText() throws Exception {
        String whole = OUTCOME.toText();

        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(folder.resolve("outcome"), whole.substring(0, length));
            assertThat(Outcome.read(folder.resolve("outcome"))).isEmpty();
        }
    }

    @Test
    void keepsItsLastLineWhenTheDetailIsLong() throws Exception {
        Outcome longWinded = new Outcome(
                1, Ending.EXITED, Duration.ofSeconds(1), Optional.empty(), Optional.empty(), 5, "word ".repeat(10_000));

        OutcomeFile.reserve(folder.resolve("outcome")).commit(longWinded);

        Outcome read = Outcome.read(folder.resolve("outcome")).orElseThrow();
        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(longWinded.detail()).startsWith(read.detail());
    }
}
