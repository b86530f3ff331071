package dev.nightjar.lab.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    @TempDir
    Path folder;

    private ExampleLab lab;

    @BeforeEach
    void make() throws IOException {
        lab = ExampleLab.in(folder);
    }

    private String baseline(String tag) {
        return LabRepository.open(folder).baseline("Program.java", tag, folder.resolve(".git/scratch"));
    }

    @Test
    void aCleanLabStartsFromHead() {
        assertThat(baseline("a")).isEqualTo(lab.git("rev-parse", "HEAD"));
        assertThat(lab.git("rev-parse", "refs/nightjar/a/0")).isEqualTo(lab.git("rev-parse", "HEAD"));
        assertThat(LabRepository.open(folder).knows("a")).isTrue();
        assertThat(LabRepository.open(folder).knows("b")).isFalse();
    }

    @Test
    void thePersonsOwnFilesAreTakenAsTheyAre() throws IOException {
        lab.write("program.md", "Try harder.\n");
        lab.write("menu.toml", "[knobs]\n");
        lab.write(".gitignore", "*.log\n");
        lab.write("noise.log", "no\n");
        Files.delete(folder.resolve("data/text.txt"));
        String before = lab.persons();
        String baseline = baseline("a");
        assertThat(lab.persons()).isEqualTo(before);
        assertThat(lab.git("diff", "--name-status", "HEAD", baseline))
                .isEqualTo("A\t.gitignore\nD\tdata/text.txt\nA\tmenu.toml\nM\tprogram.md");
        assertThat(lab.git("rev-parse", baseline + "^")).isEqualTo(lab.git("rev-parse", "HEAD"));
        assertThat(baseline("b")).isNotEqualTo(lab.git("rev-parse", "HEAD"));
    }

    @Test
    void anEditableFileWithChangesIsRefusedAndNothingIsTouched() throws IOException {
        lab.write("Program.java", "class Program { }\n");
        refusesUntouched();
        lab.git("add", "Program.java");
        refusesUntouched();
    }

    private void refusesUntouched() throws IOException {
        String before = lab.persons() + lab.git("for-each-ref");
        assertThatThrownBy(() -> baseline("a"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.DIRTY))
                .hasMessageContaining("(Program.java)")
                .hasMessageContaining("git commit Program.java");
        assertThat(lab.persons() + lab.git("for-each-ref")).isEqualTo(before);
    }

    @Test
    void anEditableFileThatGitDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> LabRepository.open(folder).baseline("Other.java", "a", folder.resolve(".git/scratch")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(Other.java) is not in the last commit")
                .hasMessageContaining("git add -f Other.java");
    }

    @Test
    void aRunMayStartFromAnothersIncumbent() throws IOException {
        String first = baseline("a");
        String better;
        try (GitWorkspace workspace = LabRepository.open(folder).workspace("Program.java", "a")) {
            better = workspace.commit(first, "class Program { int better; }\n", 1, "better");
        }
        lab.write("program.md", "Go on.\n");
        String baseline =
                LabRepository.open(folder).baselineFrom(better, "Program.java", "b", folder.resolve(".git/scratch"));
        assertThat(lab.git("show", baseline + ":Program.java")).isEqualTo("class Program { int better; }");
        assertThat(lab.git("show", baseline + ":program.md")).isEqualTo("Go on.");
        assertThat(lab.git("rev-parse", "nightjar/b")).isEqualTo(baseline);
    }

    @Test
    void dataThatNobodyIgnoredIsRefused() throws IOException {
        try (var file =
                new java.io.RandomAccessFile(folder.resolve("corpus.bin").toFile(), "rw")) {
            file.setLength(65L << 20);
        }
        assertThatThrownBy(() -> baseline("a"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(corpus.bin)")
                .hasMessageContaining(".gitignore");
    }

    @Test
    void aLabIsTheRootOfARepositoryWithACommit() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        assertThatThrownBy(() -> LabRepository.open(inside))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none of its own")
                .hasMessageContaining("git -C \"%s\" init".formatted(inside.toRealPath()));
        new Git(inside).run("init", "--quiet");
        assertThatThrownBy(() -> LabRepository.open(inside))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no commit yet");
        assertThatThrownBy(() -> LabRepository.open(folder.resolve("nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no folder");
    }

    @Test
    void aFolderWithoutARepositoryIsRefused(@TempDir Path bare) {
        assertThatThrownBy(() -> LabRepository.open(bare))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not a git repository");
    }

    @Test
    void excludedPathsAreInvisibleToGit() throws IOException {
        LabRepository repository = LabRepository.open(folder);
        repository.exclude(java.util.List.of("/.nightjar/", "/pause.flag"));
        repository.exclude(java.util.List.of("/.nightjar/", "/pause.flag"));
        lab.write(".nightjar/runs/a/ledger.jsonl", "{}\n");
        lab.write("pause.flag", "");
        assertThat(lab.git("status", "--porcelain")).isEmpty();
        assertThat(Files.readString(folder.resolve(".git/info/exclude"))).containsOnlyOnce("/.nightjar/");
    }
}
