package dev.nightjar.lab.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorkspaceTest {

    private static final String CHANGED = ExampleLab.PROGRAM.replace("4", "6");

    @TempDir
    Path folder;

    private ExampleLab lab;
    private String baseline;
    private GitWorkspace workspace;

    @BeforeEach
    void start() throws IOException {
        lab = ExampleLab.in(folder);
        LabRepository repository = LabRepository.open(folder);
        baseline = repository.baseline("Program.java", "nov20", folder.resolve(".git/scratch"));
        workspace = repository.workspace("Program.java", "nov20");
    }

    @AfterEach
    void end() {
        workspace.close();
    }

    @Test
    void readsTheEditableFileAtACommit() {
        assertThat(workspace.source(baseline)).isEqualTo(ExampleLab.PROGRAM);
        String commit = workspace.commit(baseline, CHANGED, 1, "DEPTH 4 → 6");
        assertThat(workspace.source(commit)).isEqualTo(CHANGED);
        assertThatThrownBy(() -> workspace.source("0".repeat(40))).hasMessageContaining("has no object");
    }

    @Test
    void aCandidateIsACommitThatChangesOneFileAndStaysReachable() {
        String commit = workspace.commit(baseline, CHANGED, 7, "DEPTH 4 → 6");
        assertThat(lab.git("rev-parse", "refs/nightjar/nov20/7")).isEqualTo(commit);
        assertThat(lab.git("rev-parse", commit + "^")).isEqualTo(baseline);
        assertThat(lab.git("diff", "--name-status", baseline, commit)).isEqualTo("M\tProgram.java");
        assertThat(lab.git("show", "-s", "--format=%an <%ae>|%s|%(trailers:key=Nightjar-Experiment,valueonly)", commit))
                .isEqualTo("Nightjar <nightjar@localhost>|DEPTH 4 → 6|7");
        assertThat(lab.git("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(workspace.numbers()).containsExactly(0, 7);
    }

    @Test
    void theSameArgumentsGiveTheSameCommit() {
        String first = workspace.commit(baseline, CHANGED, 7, "better");
        assertThat(workspace.commit(baseline, CHANGED, 7, "better")).isEqualTo(first);
        assertThat(workspace.commit(baseline, CHANGED, 8, "better")).isNotEqualTo(first);
        assertThat(lab.git("show", "-s", "--format=%ct", first))
                .isEqualTo(Long.toString(7 + Long.parseLong(lab.git("show", "-s", "--format=%ct", baseline))));
    }

    @Test
    void commitsAreExactlyWhatGitWouldMake() {
        String commit = workspace.commit(baseline, CHANGED, 3, "better");
        assertThat(new Git(folder)
                        .feed(CHANGED.getBytes(StandardCharsets.UTF_8), "hash-object", "--stdin")
                        .text())
                .isEqualTo(lab.git("rev-parse", commit + ":Program.java"));
        String tree = lab.git("ls-tree", commit) + "\n";
        assertThat(new Git(folder)
                        .feed(tree.getBytes(StandardCharsets.UTF_8), "mktree")
                        .text())
                .isEqualTo(lab.git("rev-parse", commit + "^{tree}"));
        byte[] content =
                new Git(folder).feed(new byte[0], "cat-file", "commit", commit).output();
        assertThat(new Git(folder)
                        .feed(content, "hash-object", "-t", "commit", "--stdin")
                        .text())
                .isEqualTo(commit);
    }

    @Test
    void aRepositoryWithLongerHashesWorksToo(@TempDir Path other) throws IOException {
        Git git = new Git(other);
        git.run("init", "--quiet", "--object-format=sha256");
        Files.writeString(other.resolve("Program.java"), ExampleLab.PROGRAM);
        git.run("add", "--all");
        git.run("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "First");
        LabRepository repository = LabRepository.open(other);
        String start = repository.baseline("Program.java", "a", other.resolve(".git/scratch"));
        try (GitWorkspace longer = repository.workspace("Program.java", "a")) {
            String commit = longer.commit(start, CHANGED, 1, "better");
            assertThat(commit).hasSize(64);
            assertThat(longer.source(commit)).isEqualTo(CHANGED);
            assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        }
    }

    @Test
    void aProgramInAnotherEncodingIsRefused() throws IOException {
        Files.write(folder.resolve("Program.java"), new byte[] {'/', '/', (byte) 0xe4, '\n'});
        lab.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-am", "Second");
        assertThatThrownBy(() -> workspace.source(lab.git("rev-parse", "HEAD")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(Program.java) is not UTF-8");
    }

    @Test
    void theBranchFollowsTheIncumbent() {
        assertThat(lab.git("rev-parse", "nightjar/nov20")).isEqualTo(baseline);
        String better = workspace.commit(baseline, CHANGED, 1, "better");
        workspace.moveBranch(better);
        workspace.moveBranch(better);
        assertThat(lab.git("rev-parse", "nightjar/nov20")).isEqualTo(better);
        lab.git("update-ref", "refs/heads/nightjar/nov20", baseline);
        try (GitWorkspace resumed = LabRepository.open(folder).workspace("Program.java", "nov20")) {
            resumed.moveBranch(better);
        }
        assertThat(lab.git("rev-parse", "nightjar/nov20")).isEqualTo(better);
    }

    @Test
    void aDeletedBranchComesBack() {
        lab.git("branch", "-D", "nightjar/nov20");
        workspace.moveBranch(baseline);
        assertThat(lab.git("rev-parse", "nightjar/nov20")).isEqualTo(baseline);
    }

    @Test
    void aBranchThatThePersonStandsOnIsLeftUntilTheyLeaveIt() {
        String better = workspace.commit(baseline, CHANGED, 1, "better");
        lab.git("checkout", "--quiet", "nightjar/nov20");
        workspace.moveBranch(better);
        assertThat(lab.git("status", "--porcelain")).isEmpty();
        assertThat(lab.git("rev-parse", "HEAD")).isEqualTo(baseline);
        lab.git("checkout", "--quiet", "main");
        workspace.moveBranch(better);
        assertThat(lab.git("rev-parse", "nightjar/nov20")).isEqualTo(better);
    }

    @Test
    void nothingOfThePersonsIsTouched() throws IOException {
        lab.write("notes.txt", "staged\n");
        lab.git("add", "notes.txt");
        lab.write("notes.txt", "and changed\n");
        String before = lab.persons();
        String better = workspace.commit(baseline, CHANGED, 1, "better");
        workspace.moveBranch(better);
        workspace.export(better, folder.resolve(".git/exported"));
        assertThat(lab.persons()).isEqualTo(before);
    }

    @Test
    void exportsEveryFileOfTheCommitByteForByte() throws IOException {
        lab.write("run.sh", "#!/bin/sh\r\n");
        assertThat(folder.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        lab.write(".gitattributes", "* text=auto\n");
        lab.git("-c", "core.autocrlf=false", "add", "--all");
        lab.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "Second");
        Path target = folder.resolve(".git/exported");
        workspace.export(lab.git("rev-parse", "HEAD"), target);
        assertThat(target.resolve("Program.java")).hasContent(ExampleLab.PROGRAM);
        assertThat(target.resolve("data/text.txt")).hasContent("some text\n");
        assertThat(Files.readString(target.resolve("run.sh")))
                .isEqualTo(lab.git("cat-file", "blob", "HEAD:run.sh") + "\n");
        assertThat(Files.isExecutable(target.resolve("run.sh"))).isTrue();
        assertThat(Files.isExecutable(target.resolve("Program.java"))).isFalse();
    }

    @Test
    void anEditableFileInAFolderIsReplacedThere() throws IOException {
        lab.write("src/main/Deep.java", "class Deep {}\n");
        lab.git("add", "--all");
        lab.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "Second");
        String head = lab.git("rev-parse", "HEAD");
        try (GitWorkspace deep = LabRepository.open(folder).workspace("src/main/Deep.java", "nov20")) {
            String commit = deep.commit(head, "class Deep { int x; }\n", 1, "deeper");
            assertThat(lab.git("diff", "--name-status", head, commit)).isEqualTo("M\tsrc/main/Deep.java");
        }
    }

    @Test
    void aReaderThatASignalEndedIsStartedAgain() {
        assertThat(workspace.source(baseline)).isEqualTo(ExampleLab.PROGRAM);
        ProcessHandle reader = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("cat-file"))
                .findFirst()
                .orElseThrow();
        reader.destroyForcibly();
        reader.onExit().join();
        assertThat(workspace.source(baseline)).isEqualTo(ExampleLab.PROGRAM);
    }

    @Test
    void theEnvironmentOfTheCallerAndHooksDoNotReachGit() throws IOException {
        lab.write(".git/hooks/reference-transaction", "#!/bin/sh\nexit 1\n");
        assertThat(folder.resolve(".git/hooks/reference-transaction").toFile().setExecutable(true))
                .isTrue();
        assertThat(workspace.commit(baseline, CHANGED, 1, "better")).hasSize(40);
    }

    @Test
    void theHashOfTheInstructionsIsThatOfTheFileNow() throws IOException {
        String first = workspace.program().orElseThrow();
        lab.write("program.md", "Make it much better.\n");
        assertThat(workspace.program().orElseThrow()).hasSize(64).isNotEqualTo(first);
        Files.delete(folder.resolve("program.md"));
        assertThat(workspace.program()).isEmpty();
    }
}
