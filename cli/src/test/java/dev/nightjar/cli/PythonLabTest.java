package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The lab that `init --template python` makes, on a little text: python3 trains, and the sealed judge measures.
@Timeout(180)
final class PythonLabTest {

    private static final Pattern MEASURED = Pattern.compile(
            "\"trial_judged\",\"trial\":(\\d+),\"judgement\":\\{\"kind\":\"measured\",\"value\":([0-9.]+)");

    @TempDir
    Path root;

    private SmallLab lab;

    @BeforeEach
    void makeLab() throws IOException, InterruptedException {
        String text = Path.of("..", "core", "src", "main", "java")
                .toAbsolutePath()
                .normalize()
                .toString();
        lab = SmallLab.ofTemplate(
                root,
                "python",
                Map.of(
                        "\"java-sources\"", "\"" + text + "\"",
                        "\"2M tokens\"", "\"50000 tokens\"",
                        "vocab = 512", "vocab = 300",
                        "context = 128", "context = 64",
                        "rows = 128", "rows = 20"));
    }

    @Test
    void aPythonProgramIsTrainedAndMeasuredOnTextThatItNeverSaw() throws IOException {
        Path ideas = root.resolve("ideas.jsonl");
        Files.writeString(ideas, """
                {"knob": "order", "new_value": 1, "reason": "Does what stands before a token matter at all?"}
                {"knob": "cache_weight", "new_value": 0.1, "reason": "Source code repeats its names."}
                """);
        Said said = lab.nightjar("run", "--tag", "t", "--experiments", "2", "--proposals", ideas.toString());
        assertThat(said.code()).as(said.out() + said.err()).isZero();

        String ledger = Files.readString(lab.run("t").resolve("ledger.jsonl"));
        List<Double> values = MEASURED.matcher(ledger)
                .results()
                .map(found -> Double.valueOf(found.group(2)))
                .toList();
        assertThat(values).as(ledger).hasSize(3).allMatch(value -> value > 0.5 && value < 8);
        assertThat(values.get(1))
                .as("single tokens, without what stands before them")
                .isGreaterThan(values.get(0));
        assertThat(ledger).contains("\"judge\":\"SEALED\"");

        assertThat(Files.readAllLines(lab.run("t").resolve("trials/1/log.txt")))
                .startsWith("READY")
                .contains("num_steps: 782");
        assertThat(lab.run("t").resolve("trials/1/out/checkpoint.safetensors")).isNotEmptyFile();
    }

    @Test
    void aProgramThatDoesNotWaitForItsTokensIsACrash() throws IOException, InterruptedException {
        Path client = lab.folder().resolve("nightjar.py");
        Files.writeString(client, Files.readString(client).replace("print(\"READY\", flush=True)", "pass"));
        lab.write("lab.toml", Files.readString(lab.folder().resolve("lab.toml")).replace("\"20s\"", "\"1s\""));
        lab.commit("Say nothing");

        lab.nightjar("run", "--tag", "t", "--experiments", "1");

        assertThat(Files.readString(lab.run("t").resolve("ledger.jsonl")))
                .contains("START_UP_LIMIT", "did not print READY");
    }
}
