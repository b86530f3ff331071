package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How runs end: by a limit, by a person, by an error; and what the lab's own command at the end hears of it.
final class EndingTest {

    @TempDir
    Path root;

    private SmallLab lab;

    @BeforeEach
    void makeLabWithACommandAtTheEnd() throws IOException, InterruptedException {
        lab = new SmallLab(root);
        lab.write("lab.toml", Files.readString(lab.folder().resolve("lab.toml")) + """
                [hooks]
                on_end = ["sh", "-c", "echo $NIGHTJAR_TAG $NIGHTJAR_END >> ends"]
                """);
    }

    @Test
    void theCommandAtTheEndIsCalledAfterALimit() throws IOException {
        lab.nightjar("run", "--tag", "t", "--experiments", "1");
        assertThat(ends()).isEqualTo("t limit\n");
    }

    @Test
    void anErrorEndsTheSessionInOrderAndCallsTheCommandAtTheEnd() throws IOException {
        lab.write("menu.toml", """
                [knobs.x]
                constant = "X"
                type = "float"
                choices = [2.0, 3.0]
                doc = "East."
                """);
        Said said = lab.nightjar("run", "--tag", "t");
        assertThat(said.code()).as(said.err()).isEqualTo(4);
        assertThat(ledger("t")).contains("session_ended\",\"reason\":\"FAILED\"");
        assertThat(ends()).isEqualTo("t failed\n");
    }

    @Test
    void aBaselineThatFailsCallsTheCommandAtTheEndToo() throws IOException, InterruptedException {
        lab.write("measure.sh", "exit 3\n");
        lab.commit("Break it");
        assertThat(lab.nightjar("run", "--tag", "t").code()).isEqualTo(11);
        assertThat(ends()).isEqualTo("t baseline_failed\n");
    }

    @ParameterizedTest
    @CsvSource({"stop, STOPPED, pause", "pause, PAUSED, stop"})
    void stopAndPauseMeanTheRunThatIsLiveNotTheNewest(String command, String reason, String other)
            throws IOException, InterruptedException {
        lab.nightjar("run", "--tag", "older", "--experiments", "1");
        lab.nightjar("run", "--tag", "newer", "--experiments", "1");
        String newer = ledger("newer");
        assertThat(lab.nightjar(other).out()).contains("nothing to " + other);
        Process engine = lab.start("resume", "older", "--experiments", "100000");
        lab.awaitDecided("older", 2);
        assertThat(lab.nightjar(command).out()).contains("The run (older)");
        assertThat(engine.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(engine.exitValue()).isZero();
        assertThat(ledger("older")).contains("session_ended\",\"reason\":\"" + reason);
        assertThat(ledger("newer")).isEqualTo(newer);
        assertThat(ends()).endsWith("older %s\n".formatted(reason.toLowerCase(Locale.ROOT)));
    }

    private String ends() throws IOException {
        return Files.readString(lab.folder().resolve("ends"));
    }

    private String ledger(String tag) throws IOException {
        return Files.readString(lab.run(tag).resolve("ledger.jsonl"));
    }
}
