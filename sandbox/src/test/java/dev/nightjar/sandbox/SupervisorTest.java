package dev.nightjar.sandbox;

import static dev.nightjar.sandbox.Launches.command;
import static dev.nightjar.sandbox.Launches.seconds;
import static dev.nightjar.sandbox.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
    private static Supervisor supervisor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        supervisor = Supervisor.start();
    }

    @AfterAll
    static void close() {
        supervisor.close();
    }

    @Test
    void forwardsLinesKeepsTheLogAndTellsTheExitCode() throws Exception {
        List<String> lines = new ArrayList<>();

        Supervised launch =
                supervisor.launch(shell(folder, "echo one; echo two >&2; printf three; exit 7"), lines::add);
        Outcome outcome = launch.await();

        assertThat(outcome.ending()).isEqualTo(Ending.EXITED);
        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(lines).containsExactly("one", "two", "three");
        assertThat(folder.resolve("log.txt")).hasContent("one\ntwo\nthree");
        assertThat(launch.pid()).isPresent();
    }

    @Test
    void writesTheSameOutcomeToTheFile() throws Exception {
        Outcome outcome = supervisor.launch(shell(folder, "exit 3"), _ -> {}).await();

        Outcome read = Outcome.read(folder.resolve("outcome")).orElseThrow();

        assertThat(read).isEqualTo(outcome);
        assertThat(read.exitCode()).isEqualTo(3);
        assertThat(folder.resolve("outcome.partial")).doesNotExist();
    }

    @Test
    void givesExactlyTheEnvironmentItWasTold() throws Exception {
        List<String> lines = new ArrayList<>();
        Launch launch = new Launch(
                List.of("/usr/bin/env"),
                Map.of("NIGHTJAR_SEED", "-1", "LONG", "ä b=c"),
                folder,
                seconds(30),
                Channel.LOG,
                folder.resolve("log.txt"),
                Optional.empty(),
                Optional.empty());

        supervisor.launch(launch, lines::add).await();

        assertThat(lines).containsExactlyInAnyOrder("NIGHTJAR_SEED=-1", "LONG=ä b=c");
    }

    @Test
    void startsProcessesWithoutBlockedOrIgnoredSignals() throws Exception {
        List<String> lines = new ArrayList<>();

        supervisor
                .launch(command(folder, seconds(30), "grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"), lines::add)
                .await();

        // Above the 31 classic signals the C library keeps some for itself.
        long classic = (1L << 31) - 1;
        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16) & classic) == 0);
    }

    @Test
    void saysWhichProgramIsMissing() throws Exception {
        Outcome outcome = supervisor
                .launch(command(folder, seconds(30), "no-such-program"), _ -> {})
                .await();

        assertThat(outcome.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(outcome.detail()).contains("(no-such-program)", "/usr/bin", "\nMaybe ");
        assertThat(Outcome.read(folder.resolve("outcome"))).contains(outcome);
    }

    @Test
    void saysThatTheWorkingDirectoryIsMissing() throws Exception {
        Path missing = folder.resolve("missing");
        Launch launch = new Launch(
                List.of("true"),
                Map.of(),
                missing,
                seconds(30),
                Channel.LOG,
                folder.resolve("log.txt"),
                Optional.empty(),
                Optional.empty());

        Outcome outcome = supervisor.launch(launch, _ -> {}).await();

        assertThat(outcome.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(outcome.detail()).contains(missing.toString(), "\nMaybe ");
    }

    @Test
    void saysThatTheOutcomeFileCannotBeWritten() throws Exception {
        Launch launch = new Launch(
                List.of("true"),
                Map.of(),
                folder,
                seconds(30),
                Channel.LOG,
                folder.resolve("log.txt"),
                Optional.of(folder.resolve("no-such-folder/outcome")),
                Optional.empty());

        Outcome outcome = supervisor.launch(launch, _ -> {}).await();

        assertThat(outcome.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(outcome.detail()).contains("no-such-folder", "\nMaybe ");
    }

    @Test
    void runsManyLaunchesAtOnceAndMixesUpNothing() throws Exception {
        record Running(int number, Supervised launch, ConcurrentLinkedQueue<String> lines) {}
        List<Running> all = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            Path own = Files.createDirectory(folder.resolve("n" + number));
            ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
            all.add(new Running(
                    number,
                    supervisor.launch(shell(own, "echo %1$d; exit %1$d".formatted(number)), lines::add),
                    lines));
        }

        for (Running running : all) {
            assertThat(running.launch().await().exitCode()).isEqualTo(running.number());
            assertThat(running.lines()).containsExactly(Integer.toString(running.number()));
        }
    }

    @Test
    void keepsHeadAndTailOfAnEndlessLog() throws Exception {
        String fiftyMegabytes =
                "echo first; yes 'a line of exactly fifty characters, more or less.' | head -c 50000000; echo last";

        Outcome outcome =
                supervisor.launch(shell(folder, fiftyMegabytes), _ -> {}).await();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(Files.size(folder.resolve("log.txt")))
                .isBetween((long) BoundedLog.HEAD_BYTES, BoundedLog.HEAD_BYTES + BoundedLog.TAIL_BYTES + 200L);
        String log = Files.readString(folder.resolve("log.txt"));
        assertThat(log).startsWith("first\n").endsWith("last\n").contains("bytes left out");
    }

    @Test
    void endsALaunchWhoseListenerFails() {
        Supervised launch = supervisor.launch(shell(folder, "echo x; sleep 60"), _ -> {
            throw new IllegalArgumentException("no");
        });

        assertThat(launch.ended().orTimeout(5, TimeUnit.SECONDS))
                .failsWithin(Duration.ofSeconds(6))
                .withThrowableThat()
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsEverythingWithAnOutcomeWhenTheSupervisorIsKilled() throws Exception {
        try (Supervisor doomed = Supervisor.start()) {
            CompletableFuture<String> pids = new CompletableFuture<>();
            Supervised launch = doomed.launch(shell(folder, "sleep 300 & echo $!; wait"), pids::complete);
            long sleeper = Long.parseLong(pids.get(20, TimeUnit.SECONDS));

            ProcessHandle.of(doomed.pid()).orElseThrow().destroyForcibly();
            Outcome outcome = launch.await();

            assertThat(outcome.ending()).isEqualTo(Ending.KILLED);
            assertThat(outcome.detail()).contains("supervisor", "gone", "\nMaybe ");
            assertThat(Launches.goneWithinTwoSeconds(sleeper)).isTrue();
            assertThat(doomed.launch(shell(folder, "true"), _ -> {}).await().ending())
                    .isEqualTo(Ending.NOT_STARTED);
        }
    }
}
