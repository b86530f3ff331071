package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.cli.SmallLab.Said;
import dev.nightjar.cli.engine.RunSettings;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.LedgerCodec;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.toml.LabFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run goes on only with what its numbers were measured with.
final class ChangedYardstickTest {

    @TempDir
    Path root;

    private SmallLab lab;
    private Path text;

    @BeforeEach
    void runOneExperimentOnTexts() throws IOException, InterruptedException {
        lab = new SmallLab(root);
        text = Files.createDirectories(root.resolve("text"));
        for (int i = 0; i < 200; i++) {
            Files.writeString(text.resolve(i + ".txt"), "The %d of %d is %d.\n".formatted(i, i * i, i * 7));
        }
        lab.write("lab.toml", Files.readString(lab.folder().resolve("lab.toml")) + """
                [data]
                corpus = "%s"
                vocab = 256
                """.formatted(text));
        Said run = lab.nightjar("run", "--tag", "t", "--experiments", "1");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = \"depth\"       | name = \"height\"        | name was depth and is height",
                "direction = \"lower\"  | direction = \"higher\"   | direction was lower and is higher",
                "judge = \"reported\"   | context = 64             | judge was reported and is sealed; context was 256 and is 64",
                "judge = \"reported\"   | judge = \"separate\"; evaluator = [\"true\"] | evaluator was [] and is [true]",
                "vocab = 256            | vocab = 257              | vocab was 256 and is 257",
            })
    void aRunDoesNotGoOnWithAnotherMetricOrVocabulary(String then, String now, String said) throws IOException {
        String toml = Files.readString(lab.folder().resolve("lab.toml"));
        assertThat(toml).contains(then);
        lab.write("lab.toml", toml.replace(then, now.replace("; ", "\n")));
        String before = ledger();
        for (String command : new String[] {"resume", "verify"}) {
            Said refused = lab.nightjar(command, "t");
            assertThat(refused.code()).as(refused.err()).isEqualTo(3);
            assertThat(refused.err()).contains("run (t)", said, "Maybe");
        }
        assertThat(ledger()).isEqualTo(before);
    }

    @Test
    void aRunDoesNotGoOnWithAnotherText() throws IOException {
        Files.writeString(text.resolve("more.txt"), "Another one.\n");
        String before = ledger();
        Said refused = lab.nightjar("resume", "t", "--experiments", "2");
        assertThat(refused.code()).as(refused.err()).isEqualTo(9);
        assertThat(refused.err()).contains("run (t)", "its key was", "Maybe");
        assertThat(ledger()).isEqualTo(before);
        Files.delete(text.resolve("more.txt"));
        Said resumed = lab.nightjar("resume", "t", "--experiments", "2");
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void cleaningDeletesTheCorporaThatTheLabDoesNotUseAndNamesThem() throws IOException {
        Files.writeString(text.resolve("more.txt"), "Another one.\n");
        lab.nightjar("prepare");
        Path prepared = root.resolve("cache/corpora/prepared");
        assertThat(lab.nightjar("doctor").out())
                .contains("2 corpora", "prepare --clean")
                .containsPattern("corpus +" + text + ", vocabulary 256 \\([0-9.]+ MB, [0-9a-f]{16}\\)");
        Said clean = lab.nightjar("prepare", "--clean");
        assertThat(clean.code()).as(clean.err()).isZero();
        assertThat(clean.out()).contains("Deleted: " + text, "Kept for this lab: " + text, "MB are free again");
        try (Stream<Path> left = Files.list(prepared)) {
            assertThat(left.filter(Files::isDirectory)).hasSize(1);
        }
        assertThat(lab.nightjar("prepare", "--clean").out()).doesNotContain("Deleted");
    }

    @Test
    void aRunOlderThanTheYardstickGoesOnWithWhatItDoesNotHold() throws IOException {
        RunState run = RunState.of(LedgerReader.read(new RunFolder(lab.run("t"))).stream()
                .map(ChangedYardstickTest::asOlderVersionsWroteIt)
                .toList());
        assertThat(run.run().yardstick()).isEmpty();
        String toml = Files.readString(lab.folder().resolve("lab.toml"));
        lab.write("lab.toml", toml.replace("vocab = 256", "vocab = 300"));
        assertThat(RunSettings.of(LabFile.read(lab.folder()), run)
                        .data()
                        .orElseThrow()
                        .vocabulary())
                .isEqualTo(300);
        lab.write("lab.toml", toml.replace("\"depth\"", "\"height\""));
        assertThatThrownBy(() -> RunSettings.of(LabFile.read(lab.folder()), run))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("name was depth and is height");
    }

    private static Entry asOlderVersionsWroteIt(Entry entry) {
        return LedgerCodec.decode(LedgerCodec.encode(entry).replaceFirst("\"yardstick\":\\{.*?\\}\\},", ""));
    }

    @Test
    void whatDecidesNoNumberMayChange() throws IOException {
        String toml = Files.readString(lab.folder().resolve("lab.toml"));
        lab.write("lab.toml", toml.replace("startup = \"20s\"", "startup = \"30s\""));
        assertThat(lab.nightjar("resume", "t", "--experiments", "2").code()).isZero();
    }

    private String ledger() throws IOException {
        return Files.readString(lab.run("t").resolve("ledger.jsonl"));
    }
}
