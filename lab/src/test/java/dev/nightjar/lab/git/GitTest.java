package dev.nightjar.lab.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path folder;

    @Test
    void aCommandThatASignalEndedIsRepeated() {
        String interruptedOnce = "!test -f marker || { touch marker; kill -TERM $$; sleep 60; }; echo done";
        assertThat(new Git(folder).run("-c", "alias.once=" + interruptedOnce, "once"))
                .isEqualTo("done");
    }

    @Test
    void aCommandThatIsAlwaysInterruptedIsNotRepeatedForEver() {
        String counting = "!echo x >> count; kill -TERM $$; sleep 60";
        assertThat(new Git(folder)
                        .attempt(new byte[0], "-c", "alias.always=" + counting, "always")
                        .ok())
                .isFalse();
        assertThat(folder.resolve("count")).hasContent("x\nx\nx");
    }

    @Test
    void aFailureSaysWhatWasAskedAndWhatGitSaid() {
        assertThatThrownBy(() -> new Git(folder).run("rev-parse", "HEAD"))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("git rev-parse HEAD in (%s) ended with 128".formatted(folder))
                .hasMessageContaining("not a git repository");
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorOfTheEnvironment() {
        assertThatThrownBy(() -> new Git(folder.resolve("nowhere")).run("version"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.ENVIRONMENT));
    }

    @Test
    void onlyTheGivenEnvironmentReachesGit() {
        Git git = new Git(folder).with(Map.of("GIT_AUTHOR_NAME", "Given", "GIT_AUTHOR_EMAIL", "given@localhost"));
        assertThat(git.run("var", "GIT_AUTHOR_IDENT")).startsWith("Given <given@localhost>");
    }
}
