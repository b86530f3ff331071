package dev.nightjar.lab.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuFileTest {

    @TempDir
    Path folder;

    private Menu read(String text) {
        try {
            Files.writeString(folder.resolve("menu.toml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return MenuFile.read(folder);
    }

    @Test
    void readsKnobsInTheirOrder() {
        Menu menu = read("""
                [knobs.n_layer]
                constant = "DEPTH"
                type = "int"
                range = [1, 8]
                doc = "Blocks."
                [knobs.d_model]
                type = "int"
                range = [64, 512]
                step = 64
                scale = "log"
                [knobs.lr]
                type = "float"
                range = [1e-4, 1]
                scale = "log"
                [knobs.width]
                type = "int"
                choices = [64, 128]
                [knobs.rate]
                type = "choice"
                choices = [0.5, 1]
                [knobs.precision]
                type = "choice"
                choices = ["fp32", "bf16"]
                [knobs.tied]
                type = "choice"
                choices = [true, false]
                """);
        assertThat(menu.knobs())
                .containsExactly(
                        new Knob.IntRange("n_layer", "DEPTH", "Blocks.", 1, 8, 1, Knob.Scale.LINEAR),
                        new Knob.IntRange("d_model", "D_MODEL", "", 64, 512, 64, Knob.Scale.LOG),
                        new Knob.RealRange("lr", "LR", "", 1e-4, 1, Knob.Scale.LOG),
                        new Knob.Choice("width", "WIDTH", "", List.of(new KnobValue.Int(64), new KnobValue.Int(128))),
                        new Knob.Choice("rate", "RATE", "", List.of(new KnobValue.Real(0.5), new KnobValue.Real(1))),
                        new Knob.Choice(
                                "precision",
                                "PRECISION",
                                "",
                                List.of(new KnobValue.Text("fp32"), new KnobValue.Text("bf16"))),
                        new Knob.Choice(
                                "tied", "TIED", "", List.of(new KnobValue.Flag(true), new KnobValue.Flag(false))));
    }

    @Test
    void aKnobMayDependOnKnobsAboveIt() {
        String text = """
                [knobs]
                moe = { type = "choice", choices = [true, false] }
                lr = { type = "float", range = [0.001, 1.0] }
                experts = { type = "int", range = [2, 8], when = "moe && lr < 0.5" }
                """;
        Menu menu = read(text);
        assertThat(menu.whens()).containsOnlyKeys("experts");
        Configuration moe = new Configuration(Map.of(
                "moe", new KnobValue.Flag(true), "lr", new KnobValue.Real(0.1), "experts", new KnobValue.Int(4)));
        assertThat(menu.idle(moe)).isEmpty();
        assertThat(menu.idle(moe.with(Map.of("moe", new KnobValue.Flag(false)))))
                .containsExactly("experts");

        assertThatThrownBy(() -> read(text.replace("moe && lr", "experts > 2 && lr")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining("knobs that stand above")
                .hasMessageContaining("\nMaybe ");
        assertThatThrownBy(() -> read(text.replace("moe && lr", "mo && lr")))
                .hasMessageContaining("(mo), which is no knob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "d_model % n_head == 0                       ; true",
                "d_model % n_head != 0                       ; false",
                "n_head <= 4 && lr < 0.5                     ; true",
                "lr + 0.2 == 0.3                             ; true",
                "precision == 'fp32' || n_head > 4           ; true",
                "precision != \\\"fp32\\\"                   ; false",
                "MIN(n_head, 3) == 3                         ; true",
                "!tied                                       ; false",
                "IF(tied, n_head, 0) == 4                    ; true",
                "d_model / (n_head - 4) > 0                  ; false",
            })
    void conditionsAreEvaluatedOverKnobs(String expression, boolean expected) {
        Menu menu = read("""
                [knobs]
                d_model = { type = "int", range = [64, 512] }
                n_head = { type = "int", range = [1, 8] }
                lr = { type = "float", range = [0.001, 1.0] }
                precision = { type = "choice", choices = ["fp32", "bf16"] }
                tied = { type = "choice", choices = [true, false] }
                [[constraints]]
                expression = "%s"
                doc = "A condition."
                """.formatted(expression));
        Configuration configuration = new Configuration(Map.of(
                "d_model", new KnobValue.Int(128),
                "n_head", new KnobValue.Int(4),
                "lr", new KnobValue.Real(0.1),
                "precision", new KnobValue.Text("fp32"),
                "tied", new KnobValue.Flag(true)));
        assertThat(menu.constraints()).hasSize(1);
        assertThat(menu.broken(configuration).isEmpty()).isEqualTo(expected);
        assertThat(menu.constraints().getFirst().doc()).isEqualTo("A condition.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[knobs.lr]/type = \"flaot\"/range = [0.1, 1.0]                    | 2 | the text \"flaot\"           | \"float\" is meant",
                "[knobs.lr]/range = [0.1, 1.0]                                    | 1 | no type                     | misspelt",
                "[knobs.lr]/type = \"float\"                                       | 1 | no range                    | misspelt",
                "[knobs.lr]/type = \"float\"/range = [0.1]                         | 3 | two numbers                 | choices",
                "[knobs.lr]/type = \"float\"/range = [1.0, 0.1]                    | 3 | finite and rising           | swapped",
                "[knobs.lr]/type = \"float\"/range = [0.0, 0.1]/scale = \"log\"     | 3 | cannot start at 0.0         | linear",
                "[knobs.lr]/type = \"float\"/range = [0.0, 0.1]/step = 2           | 4 | none, because type          | choices",
                "[knobs.lr]/type = \"int\"/range = [0.5, 2.0]                      | 3 | two whole numbers           | float",
                "[knobs.lr]/type = \"int\"/range = [1, 2]/step = 0                 | 4 | whole number from 1         | fraction",
                "[knobs.lr]/type = \"int\"/range = [1, 2]/sclae = \"log\"           | 4 | unknown key (sclae)         | \"scale\" is meant",
                "[knobs.lr]/type = \"choice\"                                      | 1 | no choices                  | misspelt",
                "[knobs.lr]/type = \"choice\"/choices = 5                          | 3 | a list                      | brackets",
                "[knobs.lr]/type = \"choice\"/choices = [1, \"2\"]                  | 3 | values of one type          | quotes",
                "[knobs.lr]/type = \"choice\"/choices = [1, 1]                     | 3 | two different               | missing",
                "[knobs.lr]/type = \"choice\"/choices = [1, 2]/range = [1, 2]      | 4 | the knob has choices        | another knob",
                "[knobs.lr]/type = \"int\"/choices = [1.5, 2.5]                    | 3 | values of one type, int     | quotes",
                "[knobs.\"l r\"]/type = \"int\"/range = [1, 2]                      | 1 | letters, digits             | \"l_r\" is meant",
                "[knob.lr]/type = \"int\"                                          | 1 | unknown key (knob)          | \"knobs\" is meant",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[knobs.LR]/type=\"int\"/range=[1, 2] | 4 | another name      | copied",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[knobs.l]/constant=\"LR\"/type=\"int\"/range=[1, 2] | 4 | another constant | copied",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[constraints]/expression = \"lr > 0\"      | 4 | [[constraints]] | brackets",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[[constraints]]/expression = \"lrr > 0\"   | 5 | names (lrr)     | \"lr\" is meant",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[[constraints]]/expression = \"lr > \"     | 5 | a mistake       | operator",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[[constraints]]/expression = \"lr % 2\"    | 5 | gives           | == 0",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[[constraints]]/expression = \"RANDOM() > 0\" | 5 | RANDOM         | operator",
                "[knobs.lr]/type=\"int\"/range=[1, 2]/[[constraints]]/doc = \"x\"                | 4 | no expression   | misspelt",
            })
    void whatIsWrongIsNamedWithItsLine(String lines, int line, String found, String maybe) {
        assertThatThrownBy(() -> read(lines.replace('/', '\n') + "\n"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.MENU))
                .hasMessageStartingWith("%s, line %d: ".formatted(folder.resolve("menu.toml"), line))
                .message()
                .satisfies(message -> {
                    assertThat(message.lines().toList()).hasSize(2);
                    assertThat(message.lines().toList().getFirst()).contains(found);
                    assertThat(message.lines().toList().getLast())
                            .startsWith("Maybe ")
                            .contains(maybe);
                });
    }
}
