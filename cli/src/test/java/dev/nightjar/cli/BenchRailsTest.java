package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The red team of the rails, on the cases that come with Nightjar and on some that are wrong on purpose.
final class BenchRailsTest {

    private static final Path GPT = Path.of("..", "labs", "gpt");
    private static final Path SHIPPED = Path.of("..", "bench", "rails", "cases.json");
    private static final String CLEAN = """
            {"id": "good", "expect": "pass", "raw": "{\\"knob\\": \\"lr\\", \\"new_value\\": 0.5, \\"reason\\": \\"Calmer.\\"}"}""";

    private record Said(int code, String out, String err) {}

    @TempDir
    Path folder;

    private static Said rails(Path lab, Path cases, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            List<String> all = new java.util.ArrayList<>(
                    List.of("bench", "rails", "--lab", lab.toString(), "--cases", cases.toString()));
            all.addAll(List.of(more));
            int code =
                    Main.commandLine("bench").setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(standard);
        }
    }

    private Path cases(String text) throws IOException {
        return Files.writeString(folder.resolve("cases.json"), text);
    }

    @Test
    void everyShippedCaseIsTakenAsItShouldBe() {
        Said said = rails(GPT, SHIPPED, "--json");
        JsonNode found = JsonMapper.builder().build().readTree(said.out());
        List<String> wrong = StreamSupport.stream(found.get("cases").spliterator(), false)
                .filter(one -> !one.get("right").booleanValue())
                .map(JsonNode::toString)
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(found.get("counts").get("unsafe").intValue()).isGreaterThanOrEqualTo(150);
        assertThat(found.get("counts").get("clean").intValue()).isGreaterThanOrEqualTo(60);
        assertThat(found.get("counts").get("named").intValue())
                .isEqualTo(found.get("counts").get("unsafe").intValue());
        assertThat(found.get("counts").get("skipped").intValue()).isZero();
        assertThat(found.get("block_recall").doubleValue()).isEqualTo(1);
        assertThat(found.get("clean_pass").doubleValue()).isEqualTo(1);
        assertThat(found.get("right_rail").doubleValue()).isEqualTo(1);
        assertThat(said.code()).isZero();
    }

    @Test
    void aCaseThatIsTakenWronglyIsShownAndFailsTheBench() throws IOException {
        Said said = rails(GPT, cases("""
                [
                  %s,
                  {"id": "lenient", "expect": "block", "raw": "{\\"knob\\": \\"lr\\", \\"new_value\\": 0.6, \\"reason\\": \\"Calmer.\\"}"},
                  {"id": "strict", "expect": "pass", "raw": "no\\u001b[2J JSON"},
                  {"id": "other/rail", "expect": "block", "expected_rail": "R3_range", "raw": "{}"}
                ]
                """.formatted(CLEAN)));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("✗ lenient (line 3): expected a block, passed")
                .contains("✗ strict (line 4): expected to pass, blocked by R1_schema")
                .contains("✗ other/rail (line 5): expected a block by R3_range, blocked by R1_schema")
                .contains("✗ block recall 0.500  1 of 2")
                .contains("✗ clean pass   0.500  1 of 2")
                .contains("✗ right rail   0.000  0 of 1")
                .doesNotContain("\u001b");
    }

    @Test
    void aCaseMayHaveAPastAndAScopeOfItsOwn() throws IOException {
        Said said = rails(GPT, cases("""
                [
                  {"id": "again", "expect": "block", "expected_rail": "R7_duplicate",
                   "history": ["{\\"knob\\": \\"lr\\", \\"new_value\\": 5e-1, \\"reason\\": \\"x\\"}"],
                   "raw": "{\\"knob\\": \\"lr\\", \\"new_value\\": 0.5, \\"reason\\": \\"x\\"}"},
                  {"id": "kept", "expect": "block", "expected_rail": "R7_duplicate",
                   "incumbent": "{\\"knob\\": \\"lr\\", \\"new_value\\": 0.5, \\"reason\\": \\"x\\"}",
                   "raw": "{\\"knob\\": \\"lr\\", \\"new_value\\": 1, \\"reason\\": \\"x\\"}"},
                  {"id": "edit", "expect": "block", "expected_rail": "R5_diff_lint", "scope": "edit",
                   "raw": "{\\"edit\\": \\"class {\\", \\"reason\\": \\"x\\"}"}
                ]
                """));
        assertThat(said.out()).contains("✓ right rail   1.000  3 of 3");
        assertThat(said.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | line 1: the cases are no array",
                "[] | line 1: there is no case",
                "[{\"id\": 1}] | line 1: the case has no id",
                "[{\"id\": \"a\",}] | line 1: this is no JSON",
                "[{\"id\": \"a\", \"raw\": \"\"}] | the case (a) has no \"expect\"",
                "[{\"id\": \"a\", \"expect\": \"pass\"}] | the case (a) has no \"raw\"",
                "[{\"id\": \"a\", \"expect\": \"pass\", \"raw\": {}}] | the key \"raw\" of case (a) must hold a text",
                "[{\"id\": \"a\", \"expect\": \"allow\", \"raw\": \"\"}] | the case (a) expects (allow)",
                "[{\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\", \"expected_rails\": \"\"}] | expected_rail is meant",
                "[{\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\", \"expected_rail\": \"R9\"}] | There is no rail (R9)",
                "[{\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\", \"expected_rail\": \"R8_preflight\"}] | starts a process",
                "[{\"id\": \"a\", \"expect\": \"pass\", \"raw\": \"\", \"expected_rail\": \"R1_schema\"}] | no rail (R1_schema) can catch it",
                "[{\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\"}, {\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\"}] | the id (a) is also on line 1",
                "[{\"id\": \"a\", \"expect\": \"block\", \"raw\": \"\", \"history\": [\"nonsense\"]}] | could not have been tried",
            })
    void aMalformedFileOfCasesIsRefused(String text, String message) throws IOException {
        Said said = rails(GPT, cases(text));
        assertThat(said.err()).contains(message).contains("\nMaybe ");
        assertThat(said.code()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Said said = rails(GPT, folder.resolve("nothing.json"));
        assertThat(said.err()).contains("nothing.json").contains("Maybe");
        assertThat(said.code()).isEqualTo(2);
    }
}
