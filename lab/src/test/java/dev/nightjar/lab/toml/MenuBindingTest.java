package dev.nightjar.lab.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.lab.source.JavaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuBindingTest {

    private static final String PROGRAM = """
            class Train {
                static final int D_MODEL = 128;
                static final int N_HEAD = 4;
                static final double LR = 0.02;
                static final String PRECISION = "fp32";
                static final int DERIVED = 2 * N_HEAD;
            }
            """;

    @TempDir
    Path folder;

    private Configuration bind(String menu) {
        try {
            Files.writeString(folder.resolve("menu.toml"), menu);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new MenuBinding(folder, MenuFile.read(folder), new JavaSource(), "Train.java").bind(PROGRAM);
    }

    @Test
    void theBaselineIsWhatTheProgramSays() {
        Map<String, KnobValue> expected = new LinkedHashMap<>();
        expected.put("lr", new KnobValue.Real(0.02));
        expected.put("heads", new KnobValue.Int(4));
        expected.put("precision", new KnobValue.Text("fp32"));
        Configuration bound = bind("""
                [knobs.lr]
                type = "float"
                range = [0.001, 0.1]
                [knobs.heads]
                constant = "N_HEAD"
                type = "int"
                range = [1, 8]
                [knobs.precision]
                type = "choice"
                choices = ["fp32", "bf16"]
                """);
        assertThat(bound).isEqualTo(new Configuration(expected));
        assertThat(bound.values().keySet()).containsExactly("lr", "heads", "precision");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n_haed = { type = \"int\", range = [1, 8] }                          | has no constant (N_HAED)   | \"N_HEAD\" is meant",
                "derived = { type = \"int\", range = [1, 8] }                         | has no constant (DERIVED)  | computed",
                "n_head = { type = \"int\", range = [5, 8] }                          | N_HEAD in Train.java is 4  | include the baseline",
                "n_head = { type = \"float\", range = [0.5, 8.0] }                    | may become 0.5             | the knob's type",
                "n_head = { type = \"choice\", choices = [4, 4.5] }                   | may become 4.5             | the knob's type",
                "precision = { type = \"choice\", choices = [\"bf16\", \"fp16\"] }       | PRECISION in Train.java is fp32 | include the baseline",
                "precision = { type = \"int\", range = [1, 2] }                       | PRECISION in Train.java is fp32 | include the baseline",
            })
    void aKnobThatDoesNotFitIsNamedWithItsLine(String knob, String found, String maybe) {
        assertThatThrownBy(() -> bind("[knobs]\n" + knob + "\n"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.MENU))
                .hasMessageStartingWith("%s, line 2: knob (".formatted(folder.resolve("menu.toml")))
                .hasMessageContaining(found)
                .hasMessageContaining(maybe);
    }

    @Test
    void aBaselineThatBreaksAConditionIsRefused() {
        assertThatThrownBy(() -> bind("""
                        [knobs]
                        d_model = { type = "int", range = [64, 512] }
                        n_head = { type = "int", range = [1, 8] }
                        [[constraints]]
                        expression = "d_model % n_head == 1"
                        doc = "On purpose."
                        """))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "(d_model % n_head == 1) does not hold for the constants of Train.java: On purpose.");
    }
}
