package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineDeathTest {
    @TempDir
    private Path folder;

    /// An engine of its own JVM: prints the ids of its supervisor, the launched shell and that shell's daemon, and
    /// waits to be killed.
    static final class Engine {
        public static void main(String[] arguments) throws Exception {
            Supervisor supervisor = Supervisor.start();
            System.out.println(supervisor.pid());
            String script = "echo $$; ( setsid sh -c 'trap \"\" TERM; echo $$; exec sleep 300' & ) ; sleep 300";
            supervisor
                    .launch(Launches.shell(Path.of(arguments[0]), script), System.out::println)
                    .await();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNothingBehindButTheOutcomeWhenTheEngineIsKilled() throws Exception {
        Process engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Engine.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
        long supervisor = Long.parseLong(lines.readLine());
        long shell = Long.parseLong(lines.readLine());
        long daemon = Long.parseLong(lines.readLine());
        assertThat(ProcessHandle.of(shell)).isPresent();

        engine.destroyForcibly().waitFor();
        long killed = System.nanoTime();

        assertThat(Launches.goneWithinTwoSeconds(shell)).isTrue();
        assertThat(Launches.goneWithinTwoSeconds(daemon)).isTrue();
        assertThat(Launches.goneWithinTwoSeconds(supervisor)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));
        Outcome outcome = Outcome.read(folder.resolve("outcome")).orElseThrow();
        assertThat(outcome.ending()).isEqualTo(Ending.KILLED);
        assertThat(outcome.detail()).isEqualTo("The engine is gone.");
    }

    @Test
    void writesTheOutcomeOfWhatRunsWhenTheSupervisorIsToldToStop() throws Exception {
        try (Supervisor supervisor = Supervisor.start()) {
            CompletableFuture<String> started = new CompletableFuture<>();
            Supervised launch = supervisor.launch(Launches.shell(folder, "echo $$; exec sleep 300"), started::complete);
            long sleeper = Long.parseLong(started.get(20, TimeUnit.SECONDS));

            ProcessHandle.of(supervisor.pid()).orElseThrow().destroy();
            launch.await();

            assertThat(Launches.goneWithinTwoSeconds(sleeper)).isTrue();
            assertThat(Outcome.read(folder.resolve("outcome")).orElseThrow().detail())
                    .isEqualTo("The supervisor was told to stop.");
        }
    }

    @Test
    void closingKillsWhatRuns() throws Exception {
        Supervisor supervisor = Supervisor.start();
        CompletableFuture<String> started = new CompletableFuture<>();
        Supervised launch = supervisor.launch(Launches.shell(folder, "echo $$; exec sleep 300"), started::complete);
        long sleeper = Long.parseLong(started.get(20, TimeUnit.SECONDS));

        supervisor.close();

        assertThat(launch.await().ending()).isEqualTo(Ending.KILLED);
        assertThat(Launches.goneWithinTwoSeconds(sleeper)).isTrue();
    }
}
