package dev.nightjar.lab.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFileTest {

    private static final String LEAST = "[lab]\neditable = [\"Train.java\"]\n";

    @TempDir
    Path folder;

    private Lab read(String text) {
        try {
            Files.writeString(folder.resolve("lab.toml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return LabFile.read(folder);
    }

    @Test
    void everyDefaultIsPinned() {
        assertThat(read(LEAST))
                .isEqualTo(new Lab(
                        folder.getFileName().toString(),
                        "",
                        "Train.java",
                        Scope.KNOB,
                        new Lab.Train(
                                List.of("java"),
                                new Budget(Budget.Kind.TIME, 300),
                                Optional.empty(),
                                Duration.ofSeconds(60),
                                2.0,
                                Duration.ofSeconds(300),
                                4L << 30),
                        Optional.empty(),
                        new Lab.Metric("val_bpb", Direction.LOWER, JudgeKind.REPORTED, 256, 512, List.of()),
                        new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0.005),
                        new Lab.Search("auto", OptionalInt.empty()),
                        List.of(),
                        new Lab.Limits(
                                OptionalInt.empty(),
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                List.of())));
    }

    @Test
    void boundsTheProcessorTimeOfProgramsThatMayRewriteTheirClock() {
        assertThat(read(LEAST + "scope = \"edit\"").train().sandbox().processor())
                .hasValue(1.5);
    }

    @Test
    void readsEveryKey() {
        Lab lab = read("""
                [lab]
                name = "gpt"
                goal = "Lower it."
                editable = "src/train.py"
                scope = "edit"
                [train]
                command = ["uv", "run", "src/train.py"]
                budget = "2 TFLOP"
                budget_cuda = "300s"
                startup = "90s"
                total = "3.5x"
                guard = "5m"
                memory = "2GiB"
                processor = "2x"
                grace = "20s"
                [sandbox]
                read = ["~/data", "tables"]
                output = "1GiB"
                [data]
                corpus = "java-sources"
                vocab = 1024
                [metric]
                name = "acc"
                direction = "higher"
                judge = "separate"
                evaluator = ["python3", "evaluate.py"]
                context = 128
                rows = 64
                [gate]
                policy = "threshold"
                compare = "baseline"
                min_gain = 0.01
                screen = "12.5%"
                [search]
                proposer = "random"
                changes = 1
                warm = false
                [checks]
                command = ["make", "check"]
                [limits]
                experiments = 30
                hours = 1.5
                money = 20
                price_per_hour = 2.50
                [hooks]
                on_end = ["notify-send", "done"]
                """);
        assertThat(lab)
                .isEqualTo(new Lab(
                        "gpt",
                        "Lower it.",
                        "src/train.py",
                        Scope.EDIT,
                        new Lab.Train(
                                List.of("uv", "run", "src/train.py"),
                                new Budget(Budget.Kind.COMPUTE, 2e12),
                                Optional.of(new Budget(Budget.Kind.TIME, 300)),
                                Duration.ofSeconds(90),
                                3.5,
                                Duration.ofMinutes(5),
                                2L << 30,
                                new Lab.Sandbox(
                                        OptionalDouble.of(2),
                                        Duration.ofSeconds(20),
                                        1L << 30,
                                        List.of("~/data", "tables"))),
                        Optional.of(new Lab.Source("java-sources", 1024)),
                        new Lab.Metric(
                                "acc",
                                Direction.HIGHER,
                                JudgeKind.SEPARATE,
                                128,
                                64,
                                List.of("python3", "evaluate.py")),
                        new GatePolicy(
                                GatePolicy.Policy.THRESHOLD,
                                GatePolicy.Compare.BASELINE,
                                0.01,
                                OptionalDouble.of(0.125)),
                        new Lab.Search("random", OptionalInt.of(1), false),
                        List.of("make", "check"),
                        new Lab.Limits(
                                OptionalInt.of(30),
                                Optional.of(Duration.ofMinutes(90)),
                                OptionalDouble.of(20),
                                OptionalDouble.of(2.5),
                                List.of("notify-send", "done"))));
    }

    @Test
    void aLabWithDataIsSealedAndAnUncountedBudgetHasAGuard() {
        Lab lab = read(LEAST + "[train]\nbudget = \"400 steps\"\n[data]\ncorpus = \"text\"\n");
        assertThat(lab.metric().judge()).isEqualTo(JudgeKind.SEALED);
        assertThat(lab.data()).contains(new Lab.Source("text", 4096));
        assertThat(lab.train().guard()).isEqualTo(Duration.ofMinutes(10));
        assertThat(lab.train().java()).isTrue();
    }

    @Test
    void aGuardMayBeShorterThanABudgetOfTimeForAnotherDevice() {
        Lab lab = read(LEAST + "[train]\nbudget = \"2 TFLOP\"\nbudget_cuda = \"300s\"\nguard = \"90s\"\n");
        assertThat(lab.train().guard()).isEqualTo(Duration.ofSeconds(90));
        assertThat(lab.train().cudaBudget()).contains(new Budget(Budget.Kind.TIME, 300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[train]/budgt = \"5s\"                       | 4 | unknown key (budgt)           | \"budget\" is meant",
                "[trian]                                     | 3 | unknown key (trian)           | \"train\" is meant",
                "[train]/budget = \"5\"                       | 4 | The budget (5)                | it should read like",
                "[train]/budget = \"-5s\"                     | 4 | The budget (-5s)              | it should read like",
                "[train]/budget = 5                          | 4 | the whole number 5            | the quotes and the unit",
                "[train]/startup = \"9\"                      | 4 | The duration (9)              | the unit is missing: \"9s\"",
                "[train]/guard = \"5s\"                        | 4 | at least the budget's 300 s   | the guard is only",
                "[train]/memory = \"4GB!\"                    | 4 | The size (4GB!)               | it should read like",
                "[train]/total = \"0.5x\"                     | 4 | The value (0.5x)              | \"2x\"",
                "[train]/command = \"python3 a.py\"           | 4 | a list of texts               | [\"python3\", \"a.py\"]",
                "[train]/command = []                        | 4 | a list of words               | \"python3\"",
                "[metric]/direction = \"down\"                | 4 | \"lower\" or \"higher\"         | it is from a newer",
                "[metric]/judge = \"sealed\"                  | 4 | [data]                        | reported",
                "[metric]/judge = \"separate\"                | 4 | an evaluator                  | evaluator =",
                "[metric]/evaluator = [\"x\"]                 | 4 | none unless                   | separate",
                "[metric]/rows = 1                           | 4 | whole number from 2           | a fraction",
                "[gate]/policy = \"calibrated\"               | 4 | no calibrated gate yet        | threshold",
                "[gate]/policy = \"strikt\"                   | 4 | the text \"strikt\"             | \"strict\" is meant",
                "[gate]/min_gain = 5                         | 4 | a fraction below 1            | per cent",
                "[gate]/min_gain = nan                       | 4 | a number                      | quotes or a unit",
                "[search]/changes = 0                        | 4 | whole number from 1           | changes = 1",
                "[search]/changes = true                     | 4 | is true                       | changes = 1",
                "[search]/proposer = \"tpee\"                 | 4 | \"tpe\" or \"cmaes\"           | \"tpe\" is meant",
                "[limits]/money = 5                          | 4 | price_per_hour                | is missing",
                "[limits]/hours = 0                          | 4 | a number above 0              | left out",
                "[limits]/experiments = 2.5                  | 4 | the number 2.5                | a fraction",
                "[hooks]/on_end = [1]                        | 4 | a list of texts               | quotes",
                "[checks]/command = \"make\"                  | 4 | a list of texts               | [\"make\"]",
                "[data]/vocab = 4096                         | 3 | no corpus                     | misspelt",
                "[train]/budget = \"5s                        | 4 | this is not TOML              | a quote",
                "data = 5                                    | 3 | unknown key (data)            | ",
            })
    void whatIsWrongIsNamedWithItsLine(String lines, int line, String found, String maybe) {
        assertThatThrownBy(() -> read(LEAST + lines.replace('/', '\n') + "\n"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LAB))
                .hasMessageStartingWith("%s, line %d: ".formatted(folder.resolve("lab.toml"), line))
                .message()
                .satisfies(message -> {
                    assertThat(message.lines().toList()).hasSize(2);
                    assertThat(message.lines().toList().getFirst()).contains(found);
                    assertThat(message.lines().toList().getLast())
                            .startsWith("Maybe ")
                            .contains(maybe == null ? "" : maybe);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "editable = [\"a.java\", \"b.java\"] | exactly one file",
                "editable = [\"../a.java\"] | below the lab's folder",
                "editable = [\"/etc/passwd.java\"] | below the lab's folder",
                "editable = [\"menu.toml\"] | a program",
                "editable = [\"train.py\"] | no command",
                "name = \"x\" | no editable",
                "editable = 5 | a list of texts",
            })
    void theEditableFileIsOneProgramInTheLab(String line, String expected) {
        assertThatThrownBy(() -> read("[lab]\n" + line + "\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aMissingFileAndAnotherEncodingAreSaid() throws IOException {
        assertThatThrownBy(() -> LabFile.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no file");
        Files.write(folder.resolve("lab.toml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> LabFile.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not UTF-8");
    }
}
