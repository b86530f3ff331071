package dev.nightjar.sandbox;

import static dev.nightjar.sandbox.Launches.goneWithinTwoSeconds;
import static dev.nightjar.sandbox.Launches.seconds;
import static dev.nightjar.sandbox.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KillingTest {
    private static Supervisor supervisor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        supervisor = Supervisor.start();
        supervisor.launch(shell(Path.of("/tmp"), "true"), _ -> {});
    }

    @AfterAll
    static void close() {
        supervisor.close();
    }

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LATEST = LIMIT.plusSeconds(2);

    @Test
    void killsAtTheWallClockLimit() throws Exception {
        Outcome outcome = supervisor
                .launch(shell(folder, seconds(1), "sleep 60"), _ -> {})
                .await();

        assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(outcome.wall()).isBetween(LIMIT, LATEST);
        assertThat(outcome.detail()).contains("1.0 s");
        assertThat(Outcome.read(folder.resolve("outcome"))).contains(outcome);
    }

    @Test
    void killsWhatIgnoresSigterm() throws Exception {
        CompletableFuture<String> child = new CompletableFuture<>();
        String stubborn = "trap '' TERM INT HUP; (trap '' TERM; sleep 60) & echo $!; while :; do sleep 60; done";

        Outcome outcome = supervisor
                .launch(shell(folder, seconds(1), stubborn), child::complete)
                .await();

        assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(outcome.wall()).isLessThan(LATEST);
        assertThat(goneWithinTwoSeconds(Long.parseLong(child.get()))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void killsADaemonThatForkedTwiceAndLeftTheSession() throws Exception {
        CompletableFuture<String> daemon = new CompletableFuture<>();
        String doubleFork = "( setsid sh -c 'trap \"\" TERM; echo $$; exec sleep 60' & ) ; sleep 60";

        Outcome outcome = supervisor
                .launch(shell(folder, seconds(1), doubleFork), daemon::complete)
                .await();

        assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(outcome.wall()).isLessThan(LATEST);
        assertThat(goneWithinTwoSeconds(Long.parseLong(daemon.get()))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void killsWhatOutlivesANormalEnd() throws Exception {
        CompletableFuture<String> daemon = new CompletableFuture<>();
        String leaves = "( setsid sh -c 'echo $$; exec sleep 60' & ) ; sleep 0.3";

        Outcome outcome =
                supervisor.launch(shell(folder, leaves), daemon::complete).await();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(goneWithinTwoSeconds(Long.parseLong(daemon.get()))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void killsTheOrphanOfTheLaunchThatEndedAndNotOfItsNeighbour(@TempDir Path other) throws Exception {
        CompletableFuture<String> neighbours = new CompletableFuture<>();
        CompletableFuture<String> own = new CompletableFuture<>();
        String daemon = "( setsid sh -c 'echo $$; exec sleep 60' & ) ; ";
        Supervised neighbour =
                supervisor.launch(withVariable("neighbour", shell(other, daemon + "sleep 60")), neighbours::complete);
        long neighboursDaemon = Long.parseLong(neighbours.get(10, TimeUnit.SECONDS));

        supervisor
                .launch(withVariable("own", shell(folder, daemon + "sleep 0.7")), own::complete)
                .await();

        assertThat(ProcessHandle.of(neighboursDaemon)).isPresent();
        assertThat(goneWithinTwoSeconds(Long.parseLong(own.get()))).isTrue();
        neighbour.kill("The test is over.");
        assertThat(neighbour.await().detail()).isEqualTo("The test is over.");
        assertThat(goneWithinTwoSeconds(neighboursDaemon)).isTrue();
    }

    /// Bounded by itself as well (400 processes), so that a sandbox that fails this test does not take the machine
    /// along.
    @Test
    void killsALoopThatForks() throws Exception {
        Limits few = Limits.of(Duration.ofSeconds(20), 2L << 30).withProcesses(40);
        String bomb = "i=0; while [ $i -lt 400 ]; do sleep 30 & i=$((i+1)); done; wait";

        Outcome outcome = supervisor.launch(shell(folder, few, bomb), _ -> {}).await();

        assertThat(outcome.ending()).isEqualTo(Ending.TOO_MANY_PROCESSES);
        assertThat(outcome.wall()).isLessThan(Duration.ofSeconds(10));
        assertThat(outcome.detail()).contains("the limit is 40");
        assertThat(supervisorsDescendants()).isZero();
    }

    /// Each process starts its successor and leaves: no look ever sees the same one twice.
    @Test
    @EnabledOnOs(OS.LINUX)
    void killsARelayOfShortLivedProcesses() throws Exception {
        String relay =
                "RELAY='N=$((N+1)); export N; [ $N -lt 3000 ] && (sh -c \"$RELAY\" &)'; export RELAY; N=0; export N; "
                        + "(sh -c \"$RELAY\" &); sleep 60";

        Outcome outcome =
                supervisor.launch(shell(folder, seconds(1), relay), _ -> {}).await();

        assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(outcome.wall()).isLessThan(LATEST);
        assertThat(supervisorsDescendants()).isZero();
    }

    @Test
    void killsWhatHoldsTooMuchMemory() throws Exception {
        Limits small = Limits.of(Duration.ofSeconds(30), 60L << 20).withProcesses(40);
        // `tail` keeps its whole input, which has no line feed, in memory.
        String hog = "head -c 300000000 /dev/zero | tail; sleep 30";

        Outcome outcome = supervisor.launch(shell(folder, small, hog), _ -> {}).await();

        assertThat(outcome.ending()).isEqualTo(Ending.OUT_OF_MEMORY);
        assertThat(outcome.peakResidentBytes()).isGreaterThan(60L << 20);
        assertThat(outcome.detail()).contains("the limit is 60 MiB");
    }

    @Test
    void killsOnRequestEvenBeforeTheStart() throws Exception {
        Supervised launch = supervisor.launch(shell(folder, "sleep 60"), _ -> {});
        launch.kill("Asked to.");

        Outcome outcome = launch.await();

        assertThat(outcome.ending()).isEqualTo(Ending.KILLED);
        assertThat(outcome.detail()).isEqualTo("Asked to.");
        assertThat(outcome.wall()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void leavesTimeToSayGoodBye() throws Exception {
        CompletableFuture<String> ready = new CompletableFuture<>();
        Supervised launch = supervisor.launch(
                shell(folder, "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done"),
                ready::complete);
        ready.get(10, TimeUnit.SECONDS);

        launch.kill("Enough.");

        assertThat(launch.await().ending()).isEqualTo(Ending.KILLED);
        assertThat(folder.resolve("log.txt")).content().contains("ready\n", "bye\n");
    }

    private static Launch withVariable(String value, Launch launch) {
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put("NIGHTJAR_OUT", value);
        return new Launch(
                launch.command(),
                environment,
                launch.directory(),
                launch.limits(),
                launch.channel(),
                launch.log(),
                launch.outcomeFile(),
                launch.walls());
    }

    private static long supervisorsDescendants() {
        return ProcessHandle.of(supervisor.pid()).orElseThrow().descendants().count();
    }
}
