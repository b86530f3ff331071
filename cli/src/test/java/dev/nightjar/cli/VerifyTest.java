package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run whose best program is experiment 1, verified.
final class VerifyTest {

    @TempDir
    Path root;

    private SmallLab lab;
    private Path hold;

    /// While the file `hold` is there, a trial takes longer than any test.
    @BeforeEach
    void runOneExperimentThatIsKept() throws IOException, InterruptedException {
        lab = new SmallLab(root);
        hold = root.resolve("hold");
        lab.write(
                "measure.sh",
                Files.readString(lab.folder().resolve("measure.sh"))
                        .replace("awk", "[ ! -e '%s' ] || sleep 600\nawk".formatted(hold)));
        lab.commit("Hold on request");
        Path ideas = Files.writeString(
                root.resolve("ideas.jsonl"), "{\"knob\":\"x\",\"new_value\":1,\"reason\":\"the middle\"}\n");
        Said run = lab.nightjar("run", "--tag", "t", "--experiments", "1", "--proposals", ideas.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void bothProgramsOfAPairHaveOneSeedAndEveryPairAnother() {
        Said verified = lab.nightjar("verify", "t", "--seeds", "2");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("better in 2 of 2 pairs");
        assertPairs(finals());
        lab.nightjar("verify", "t", "--seeds", "1");
        assertThat(finals().stream().map(Trial::seed).distinct()).hasSize(3);
    }

    @Test
    void anInterruptionLeavesTheRunResumableAndLaterPairsWhole() throws IOException, InterruptedException {
        Files.writeString(hold, "");
        Process engine = lab.start("verify", "t", "--seeds", "5");
        lab.await("t", "\"FINAL\"", 1);
        engine.destroy();
        assertThat(engine.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(engine.exitValue()).isZero();
        Files.delete(hold);
        assertThat(finals()).as("the baseline's, not yet the best program's").hasSize(1);
        assertThat(Files.readString(lab.run("t").resolve("ledger.jsonl"))
                        .lines()
                        .toList())
                .last()
                .asString()
                .contains("session_ended", "STOPPED");

        Said again = lab.nightjar("verify", "t", "--seeds", "2");
        assertThat(again.code()).as(again.err()).isZero();
        List<Trial> after = finals();
        assertPairs(after.subList(1, after.size()));
        assertThat(after.stream().map(Trial::seed).distinct()).hasSize(3);

        Said resumed = lab.nightjar("resume", "t", "--experiments", "2");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(lab.nightjar("export", "t", "--format", "karpathy-tsv").out().lines())
                .as("heading, baseline and two experiments")
                .hasSize(4);
    }

    private static void assertPairs(List<Trial> trials) {
        assertThat(trials).hasSize(4);
        for (int i = 0; i < trials.size(); i += 2) {
            assertThat(trials.get(i).seed()).isEqualTo(trials.get(i + 1).seed());
            assertThat(trials.get(i).commit()).isNotEqualTo(trials.get(i + 1).commit());
        }
    }

    private List<Trial> finals() {
        return LedgerReader.read(new RunFolder(lab.run("t"))).stream()
                .flatMap(entry ->
                        entry.event() instanceof Event.TrialRequested(Trial trial) ? Stream.of(trial) : Stream.empty())
                .filter(trial -> trial.purpose() == Purpose.FINAL)
                .toList();
    }
}
