package dev.nightjar.agents.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.agents.coding.AgentLauncher.Ended;
import dev.nightjar.agents.coding.AgentLauncher.Ending;
import dev.nightjar.agents.coding.AgentLauncher.Launch;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.sandbox.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real walls around a real process.
@Timeout(60)
final class AgentWallsTest {

    @TempDir
    private Path folder;

    private Path lab;
    private Path cache;
    private Path home;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        assumeTrue(Isolation.probe() instanceof Isolation.Walled, "no bubblewrap");
        lab = Files.createDirectories(folder.resolve("lab"));
        Files.writeString(lab.resolve("secret.txt"), "the lab");
        cache = Files.createDirectories(folder.resolve("cache"));
        Files.writeString(cache.resolve("validation.txt"), "the validation text");
        home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("login"), "token");
    }

    private Ended run(String script, Duration limit) throws IOException {
        Path tree = Files.createDirectories(cache.resolve("agents/agent-1/lab"));
        Path temporary = Files.createDirectories(cache.resolve("agents/agent-1/tmp"));
        return new ProcessLauncher(new Interruption(), AgentWalls.hiding(List.of(lab, cache)))
                .run(new Launch(
                        List.of("bash", "-c", script),
                        Map.of("PATH", System.getenv("PATH"), "HOME", home.toString(), "TMPDIR", temporary.toString()),
                        tree,
                        tree.resolve("task.md"),
                        temporary,
                        limit,
                        1 << 20));
    }

    @Test
    void anAgentSeesNeitherTheLabNorTheData() throws IOException {
        Ended ended = run(
                "cat %1$s/secret.txt %2$s/validation.txt; ls -A %1$s %2$s; cat ~/login; echo more >> ~/login; echo x > own.txt; echo y > $TMPDIR/y; touch /etc/nightjar-was-here; pwd"
                        .formatted(lab, cache),
                Duration.ofSeconds(50));
        assertThat(ended.output())
                .doesNotContain("the lab")
                .doesNotContain("the validation text")
                .contains("token")
                .contains("Read-only file system")
                .endsWith(cache.resolve("agents/agent-1/lab") + "\n");
        assertThat(Files.readString(cache.resolve("agents/agent-1/lab/own.txt")))
                .isEqualTo("x\n");
        assertThat(Files.readString(home.resolve("login"))).isEqualTo("token" + "more\n");
        assertThat(Path.of("/etc/nightjar-was-here")).doesNotExist();
    }

    @Test
    void aProgramThatTheCommandNamesIsSeenWhereverItLies() throws IOException {
        Path script = Files.writeString(lab.resolve("agent.sh"), "echo here; cat " + lab.resolve("secret.txt"));
        Path tree = Files.createDirectories(cache.resolve("tree"));
        Ended ended = new ProcessLauncher(new Interruption(), AgentWalls.hiding(List.of(lab, cache)))
                .run(new Launch(
                        List.of("bash", script.toString()),
                        Map.of("PATH", System.getenv("PATH")),
                        tree,
                        tree.resolve("task.md"),
                        Files.createDirectories(cache.resolve("tmp")),
                        Duration.ofSeconds(50),
                        1 << 20));
        assertThat(ended.output()).startsWith("here\n").doesNotContain("the lab");
    }

    @Test
    void whatWipesItsEnvironmentAndLeavesEndsAllTheSame() throws IOException {
        String marker = "7" + System.nanoTime();
        Ended ended = run("env -i setsid sleep " + marker + " & sleep 600", Duration.ofSeconds(3));
        assertThat(ended.ending()).isEqualTo(Ending.TIME_LIMIT);
        assertThat(ProcessHandle.allProcesses()
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(marker))
                                .isPresent()))
                .isEmpty();
    }
}
