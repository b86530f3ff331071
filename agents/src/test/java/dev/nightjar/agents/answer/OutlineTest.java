package dev.nightjar.agents.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.night.Night;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutlineTest {

    @Test
    void namesTheClassesAndMethodsOfAJavaProgram() {
        String source = """
                import java.util.List;

                public final class Train {
                    static final int[] SIZES = {1, 2};
                    // void notAMethod() {
                    static final String TEXT = "class Fake { void no() {";
                    static final char C = '{';

                    record Shape(int width) {
                        Shape {
                            if (width < 1) {
                                throw new IllegalArgumentException();
                            }
                        }
                    }

                    static final class Block {
                        Tensor forward(Tensor x, List<String> names) throws Exception {
                            Runnable r = () -> {
                                x.run();
                            };
                            return new Object() {
                                void inner() {}
                            };
                        }
                    }

                    public static void main(String[] args) {}
                }
                """;

        assertThat(Outline.of(source, "Train.java").parts().stream().map(Outline.Part::name))
                .containsExactly("Train", "Train.Shape", "Shape.Shape", "Train.Block", "Block.forward", "Train.main");
        assertThat(Outline.of(source, "Train.java").at(18)).isEqualTo("Block.forward");
        assertThat(Outline.of(source, "Train.java").at(3)).isEqualTo("Train");
        assertThat(Outline.of(source, "Train.java").at(0)).isEqualTo("top level");
    }

    @Test
    void namesTheFunctionsOfAPythonProgram() {
        String source = """
                LR = 1

                class Model:
                    def forward(self, x):
                        return x

                    async def later(self):
                        pass

                def main():
                    def inner():
                        pass
                    inner()

                main()
                """;

        Outline outline = Outline.of(source, "train.py");
        assertThat(outline.parts().stream().map(Outline.Part::name))
                .containsExactly("Model", "Model.forward", "Model.later", "main", "main.inner");
        assertThat(outline.at(4)).isEqualTo("Model.forward");
        assertThat(outline.at(12)).isEqualTo("main");
        assertThat(outline.at(14)).isEqualTo("top level");
    }

    @Test
    void namesThePartsThatAnEditTouches() {
        String after = Night.SOURCE
                .replace("double g = 2 * x;", "double g = 3 * x;")
                .replace("LR = 1.0", "LR = 2.0")
                .replace(
                        "    static double schedule(int step, int last) {\n        return 1.0 - (double) step / last;\n    }\n\n",
                        "");

        assertThat(Outline.changed(Night.SOURCE, after, "Toy.java"))
                .contains("Toy", "Toy.step", "Toy.schedule")
                .doesNotContain("Toy.main");
    }

    @Test
    void survivesAProgramThatIsNone() {
        assertThat(Outline.of("}}}} class { void (", "A.java").parts()).isEmpty();
        assertThat(Outline.of("a = 1\n", "lab.properties").parts()).isEqualTo(List.of());
    }

    @Test
    void countsWhatAnEditCosts() {
        String after = Night.SOURCE.replace(
                "        double g = 2 * x;\n        return x - LR * g;", "        return x - LR * 2 * x; // shorter");

        Simplicity simplicity = Simplicity.of(Night.SOURCE, after, "Toy.java");
        assertThat(simplicity.added()).isEqualTo(1);
        assertThat(simplicity.removed()).isEqualTo(2);
        assertThat(simplicity.tokens()).isEqualTo(-5);
        assertThat(simplicity.text()).isEqualTo("+1 −2 lines, −5 tokens");
        EditNotes notes = EditNotes.of(Night.SOURCE, after, "Toy.java");
        assertThat(EditNotes.in(notes.notes())).contains(notes);
    }

    @Test
    void comparesTextsThatShareNothing() {
        LineDiff diff = LineDiff.of("a\nb\nc", "x\ny");

        assertThat(diff.added()).isEqualTo(2);
        assertThat(diff.removed()).isEqualTo(3);
        assertThat(LineDiff.of("a\nb\nc", "a\nb\nc").hunks()).isEmpty();
        assertThat(LineDiff.of("a\nb\nc\nd", "a\nB\nc\nd\ne").unified(20))
                .isEqualTo("@@ -2 +2 @@\n a\n-b\n+B\n c\n d\n@@ -5 +5 @@\n c\n d\n+e");
    }
}
