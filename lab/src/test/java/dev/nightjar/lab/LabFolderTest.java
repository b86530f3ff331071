package dev.nightjar.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFolderTest {

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @ParameterizedTest
    @CsvSource({"command, 10, max_order, 3", "gpt, 18, n_layer, 2"})
    void theShippedLabsFitTogether(String name, int knobs, String knob, long value) throws IOException {
        LabFolder lab = LabFolder.open(Path.of("..", "labs", name));
        String source = Files.readString(lab.path().resolve(lab.lab().editable()));
        Configuration baseline = lab.bind(source);
        assertThat(baseline.values()).hasSizeGreaterThanOrEqualTo(knobs).containsEntry(knob, new KnobValue.Int(value));
        assertThat(lab.menu().feasible(baseline)).isTrue();
        assertThat(lab.menu().knobs())
                .allSatisfy(turned -> assertThat(turned.doc()).isNotBlank());
    }

    @Test
    void theShippedTrainingProgramUsesNothingForbidden() throws IOException {
        LabFolder lab = LabFolder.open(Path.of("..", "labs", "gpt"));
        assertThat(lab.language().forbidden(Files.readString(lab.path().resolve("Train.java"))))
                .isEmpty();
    }

    @Test
    void theMenuIsNeededUnlessEditsAreAllowed() throws IOException {
        write("lab.toml", "[lab]\neditable = [\"A.java\"]\n");
        assertThat(LabFolder.isLab(folder)).isTrue();
        assertThatThrownBy(() -> LabFolder.open(folder))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.MENU))
                .hasMessageContaining("menu.toml");
        write("menu.toml", "");
        assertThatThrownBy(() -> LabFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no knob");
        Files.delete(folder.resolve("menu.toml"));
        write("lab.toml", "[lab]\neditable = [\"A.java\"]\nscope = \"edit\"\n");
        assertThat(LabFolder.open(folder).menu().knobs()).isEmpty();
    }

    @Test
    void aProgramThatIsNoneIsSaidWithItsLine() throws IOException {
        write("lab.toml", "[lab]\neditable = [\"A.java\"]\n");
        write("menu.toml", "[knobs.a]\ntype = \"int\"\nrange = [1, 2]\n");
        LabFolder lab = LabFolder.open(folder);
        assertThatThrownBy(() -> lab.bind("class A {\n  static final int A = ;\n}\n"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LAB))
                .hasMessageContaining("A.java, line 2: ");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> LabFolder.open(folder.resolve("nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no folder");
        assertThat(LabFolder.isLab(folder)).isFalse();
    }
}
