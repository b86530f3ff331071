package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            if (arguments.length > 1) {
                String sleep = "sleep " + arguments[1];
                Launch launch = Launches.walled(
                        Path.of(arguments[0]), "trap '' TERM; (setsid %s &); echo; %s".formatted(sleep, sleep));
                supervisor.launch(launch, System.out::println).await();
                return;
            }
            String script = "echo $$; ( setsid sh -c 'trap \"\" TERM; echo $$; exec sleep 300' & ) ; sleep 300";
            supervisor
                    .launch(Launches.shell(Path.of(arguments[0]), script), System.out::println)
                    .await();
        }
    }

    private static Process engine(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Engine.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNothingBehindButTheOutcomeWhenTheEngineIsKilled() throws Exception {
        Process engine = engine(folder.toString());
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

    /// Nobody is left to kill anything: the kernel does it.
    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNothingBehindTheWallsWhenEngineAndSupervisorAreKilledTogether() throws Exception {
        assumeTrue(Isolation.probe() instanceof Isolation.Walled, "bubblewrap works here");
        String marker = "299.0" + ProcessHandle.current().pid();
        Process engine = engine(folder.toString(), marker);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
        ProcessHandle supervisor =
                ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
        lines.readLine();
        assertThat(Launches.named("sleep " + marker)).isNotEmpty();

        supervisor.destroyForcibly();
        engine.destroyForcibly().waitFor();

        assertThat(Launches.named("sleep " + marker)).allMatch(sleeper -> Launches.goneWithinTwoSeconds(sleeper.pid()));
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
