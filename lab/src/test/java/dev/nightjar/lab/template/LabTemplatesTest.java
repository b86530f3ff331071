package dev.nightjar.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.Git;
import dev.nightjar.lab.git.LabRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTemplatesTest {

    private static final Path COMMAND = Path.of("..", "labs", "command");

    @TempDir
    Path folder;

    @Test
    void aNewLabIsARepositoryThatARunCanStartFrom() throws IOException {
        Path lab = folder.resolve("with space/mine");
        LabTemplates.create(lab, COMMAND);
        Git git = new Git(lab);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
        assertThat(git.run("ls-files").lines())
                .contains("lab.toml", "menu.toml", "program.md", "Program.java", "text.txt");
        assertThat(LabFolder.open(lab)
                        .bind(Files.readString(lab.resolve("Program.java")))
                        .values())
                .isNotEmpty();
        LabRepository.open(lab).baseline("Program.java", "nov20", lab.resolve(".nightjar/scratch"));
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void anEmptyFolderIsFineAndAFullOneIsNot() throws IOException {
        Path lab = Files.createDirectory(folder.resolve("lab"));
        LabTemplates.create(lab, COMMAND);
        assertThatThrownBy(() -> LabTemplates.create(lab, COMMAND))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.USAGE))
                .hasMessageContaining("is not empty");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> LabTemplates.create(file, COMMAND))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no folder");
        assertThat(file).hasContent("x");
        assertThatThrownBy(() -> LabTemplates.create(folder.resolve("new"), folder.resolve("nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no template");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aCloneThatItLiesInOverlooksIt() throws IOException {
        Git outer = new Git(folder);
        outer.run("init", "--quiet");
        LabTemplates.create(folder.resolve("labs/mine"), COMMAND);
        assertThat(outer.run("status", "--porcelain", "--untracked-files=all")).isEmpty();
        assertThat(Files.readString(folder.resolve(".git/info/exclude"))).contains("/labs/mine/\n");
    }
}
