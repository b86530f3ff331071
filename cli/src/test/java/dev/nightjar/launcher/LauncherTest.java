package dev.nightjar.launcher;

import static dev.nightjar.launcher.Clone.output;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path folder;

    private Clone clone;

    @BeforeEach
    void makeAClone() throws IOException {
        clone = new Clone(folder.toRealPath());
    }

    @Test
    void buildsWhatIsNotBuiltAndHandsTheArgumentsOver() throws Exception {
        assertThat(output(clone.start("run", "--tag", "two words")))
                .contains("Building Nightjar", "-Dnightjar.home=" + clone.folder, "\nrun\n--tag\ntwo words\n")
                .containsPattern("-cp\n.*/engine/library.jar:.*/engine/nightjar-cli-1.jar\ndev.nightjar.cli.Main\n");
        assertThat(clone.builds()).containsExactly("built with Maven Central");
    }

    @Test
    void buildsOnceAsLongAsNoSourceIsNewer() throws Exception {
        output(clone.start("status"));
        assertThat(output(clone.start("status"))).doesNotContain("Building").contains("\nstatus\n");
        Path source = Files.writeString(clone.folder.resolve("cli/src/main/Main.java"), "class Main {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        output(clone.start("status"));
        assertThat(clone.builds()).hasSize(2);
    }

    @Test
    void startsThroughLinksFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(clone.user.resolve("nj"), clone.folder.resolve("nightjar"));
        Path relative = Files.createSymbolicLink(clone.user.resolve("again"), Path.of("nj"));
        assertThat(link).exists();
        assertThat(output(clone.start(relative, Map.of(), "status"))).contains("-Dnightjar.home=" + clone.folder);
    }

    @Test
    void buildsOnceForAllThatStartTogether() throws Exception {
        List<Process> together =
                IntStream.range(0, 4).mapToObj(_ -> startUnchecked()).toList();
        for (Process process : together) {
            assertThat(output(process)).contains("\nstatus\n");
        }
        assertThat(clone.builds()).hasSize(1);
        assertThat(clone.folder.resolve(".build/lock")).doesNotExist();
    }

    @Test
    void takesTheLockOfABuilderThatDied() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(clone.folder.resolve(".build"));
        Files.createSymbolicLink(clone.folder.resolve(".build/lock"), Path.of(Long.toString(dead.pid())));
        assertThat(output(clone.start("status"))).contains("\nstatus\n");
    }

    @Test
    void namesTheLogOfAFailedBuildAndStartsNothing() throws Exception {
        Files.createFile(clone.folder.resolve("fail"));
        Process process = clone.start("status");
        assertThat(output(process))
                .contains("cannot find symbol", ".build/build.log")
                .doesNotContain("\nstatus\n");
        assertThat(process.exitValue()).isEqualTo(70);
        assertThat(clone.folder.resolve(".build/lock")).doesNotExist();
    }

    @Test
    void keepsABuildThatARunStillUses() throws Exception {
        output(clone.start("status"));
        Path used = generation();
        Files.createFile(used.resolve("users/" + ProcessHandle.current().pid()));
        output(clone.start("build"));
        Path unused = generation();
        output(clone.start("build"));
        assertThat(used).exists().isNotEqualTo(unused);
        assertThat(unused).doesNotExist();
    }

    @Test
    void keepsBothClassPathsOnceTheCudaLibrariesWereAskedFor() throws Exception {
        output(clone.start("build", "--cuda"));
        assertThat(generation().resolve("training.classpath")).content().contains("/m2/pytorch.jar");
        assertThat(generation().resolve("training-cuda.classpath")).content().contains("/m2/pytorch-gpu.jar");
        output(clone.start("build"));
        assertThat(generation().resolve("training-cuda.classpath")).exists();
    }

    @Test
    void refusesANamedJdkThatIsTooOld() throws Exception {
        Path old = clone.user.resolve("jdk-17");
        Clone.makeJdk(old, "17.0.15");
        Process process =
                clone.start(clone.folder.resolve("nightjar"), Map.of("NIGHTJAR_JAVA_HOME", old.toString()), "status");
        assertThat(output(process))
                .contains("NIGHTJAR_JAVA_HOME (" + old + ") is not a JDK 25")
                .hasLineCount(1);
        assertThat(process.exitValue()).isEqualTo(69);
    }

    @Test
    void fetchesMavenFromTheMirrorThatTheUsersSettingsName() throws Exception {
        Files.createDirectories(clone.user.resolve(".m2"));
        Files.writeString(clone.user.resolve(".m2/settings.xml"), """
                <settings>
                  <mirrors>
                    <!-- <mirror><mirrorOf>*</mirrorOf><url>http://sample</url></mirror> -->
                    <mirror><id>other</id><mirrorOf>jboss</mirrorOf><url>http://jboss</url></mirror>
                    <mirror>
                      <id>ours</id>
                      <url>https://repository.example/maven2/</url>
                      <mirrorOf>external:*</mirrorOf>
                    </mirror>
                  </mirrors>
                </settings>
                """);
        output(clone.start("status"));
        assertThat(clone.builds()).containsExactly("built with https://repository.example/maven2");
    }

    private Path generation() throws IOException {
        Path build = clone.folder.resolve(".build");
        return build.resolve(Files.readAllLines(build.resolve("current")).getFirst());
    }

    private Process startUnchecked() {
        try {
            return clone.start("status");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
