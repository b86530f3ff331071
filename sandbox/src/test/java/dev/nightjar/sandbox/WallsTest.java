package dev.nightjar.sandbox;

import static dev.nightjar.sandbox.Launches.goneWithinTwoSeconds;
import static dev.nightjar.sandbox.Launches.seconds;
import static dev.nightjar.sandbox.Launches.walled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real walls around real programs.
@Timeout(60)
class WallsTest {
    private static Supervisor supervisor;

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Isolation.probe() instanceof Isolation.Walled, "bubblewrap works here");
        supervisor = Supervisor.start();
    }

    @AfterAll
    static void close() {
        if (supervisor != null) {
            supervisor.close();
        }
    }

    private record Heard(Outcome outcome, List<String> lines) {}

    private static Heard run(Launch launch) throws Exception {
        List<String> lines = new ArrayList<>();
        Outcome outcome = supervisor.launch(launch, lines::add).await();
        return new Heard(outcome, lines);
    }

    @Test
    void showsTheProgramItsOwnFolderAndNoOther() throws Exception {
        Files.writeString(other.resolve("secret"), "s3cret");
        Files.writeString(folder.resolve("own"), "mine\n");

        Heard heard = run(walled(folder, "cat own; cat %s/secret; ls /root /home /etc/passwd".formatted(other)));

        assertThat(heard.lines()).contains("mine").noneMatch(line -> line.contains("s3cret"));
        assertThat(heard.lines().stream().filter(line -> line.contains("No such file")))
                .hasSize(4);
    }

    @Test
    void readsWhatItMayReadAndCannotChangeIt() throws Exception {
        Path shard = Files.writeString(other.resolve("shard"), "tokens\n");

        Heard heard = run(walled(
                folder,
                seconds(60),
                "cat %1$s/shard; echo x > %1$s/shard; rm %1$s/shard; touch %1$s/new".formatted(other),
                other));

        assertThat(heard.lines()).contains("tokens");
        assertThat(shard).hasContent("tokens\n");
        assertThat(other).isDirectoryContaining(shard::equals);
        assertThat(other.resolve("new")).doesNotExist();
    }

    @Test
    void letsADriverNameThreadsAndKeepsTheKernelsPartOfProc() throws Exception {
        String script = "echo renamed > /proc/self/comm && echo named;"
                + " for f in $(find /proc -maxdepth 1 -mindepth 1 -not -name '[0-9]*' -not -type l"
                + " -exec find {} -maxdepth 3 -type f \\;); do [ -w $f ] && echo \"writable $f\"; done; echo looked";

        Heard heard = run(walled(folder, seconds(60), script, List.of(Path.of("/dev/zero"))));
        Heard without = run(walled(folder, "echo renamed > /proc/self/comm && echo named; echo tried"));

        assertThat(heard.lines()).containsExactly("named", "looked");
        assertThat(without.lines()).endsWith("tried").doesNotContain("named");
    }

    @Test
    void writesNowhereElse() throws Exception {
        Heard heard = run(walled(
                folder,
                "for d in / /usr /dev /proc %s; do touch $d/x 2>/dev/null && echo wrote $d; done; touch ok"
                        .formatted(other)));

        assertThat(heard.lines()).isEmpty();
        assertThat(folder.resolve("ok")).exists();
    }

    @Test
    void boundsTemporaryFilesAndSharedMemory() throws Exception {
        Heard heard = run(walled(
                folder,
                "for d in /tmp /dev/shm; do head -c 20000000 /dev/zero > $d/big 2>/dev/null; stat -c %s $d/big; done"));

        assertThat(heard.lines()).hasSize(2);
        assertThat(Long.parseLong(heard.lines().get(0))).isBetween(1L, 4L << 20);
        assertThat(Long.parseLong(heard.lines().get(1))).isBetween(1L, 1L << 20);
        assertThat(Path.of("/tmp/big")).doesNotExist();
    }

    @Test
    void reachesNoServerOfThisMachine() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            String connect = "exec 3<>/dev/tcp/127.0.0.1/%d && echo connected".formatted(server.getLocalPort());

            Heard heard = run(walled(folder, "bash -c '" + connect + "'"));

            assertThat(heard.lines()).isNotEmpty().noneMatch("connected"::equals);
        }
    }

    @Test
    void seesNeitherProcessesNorEnvironmentOfTheEngine() throws Exception {
        long self = ProcessHandle.current().pid();

        Heard heard = run(walled(
                folder, "cat /proc/%1$d/environ; kill -0 %1$d; ls /proc | grep -c '^[0-9]'; env".formatted(self)));

        assertThat(heard.lines()).anyMatch(line -> line.contains("No such"));
        assertThat(heard.lines().stream().filter(line -> line.matches("[0-9]+")).map(Integer::parseInt))
                .allMatch(count -> count < 10);
        assertThat(heard.lines())
                .filteredOn(line -> line.contains("=") && !line.startsWith("PWD="))
                .containsExactly("PATH=/usr/local/bin:/usr/bin:/bin");
    }

    @Test
    void tellsTheExitCodeAndTheSignal() throws Exception {
        assertThat(run(walled(folder, "exit 7")).outcome().exitCode()).isEqualTo(7);
        assertThat(run(walled(folder, "kill -SEGV $$")).outcome().exitCode()).isEqualTo(128 + 11);
        assertThat(run(walled(folder, "kill -KILL $$")).outcome().ending()).isEqualTo(Ending.EXITED);
    }

    @Test
    void leavesTimeToSayGoodBye() throws Exception {
        Heard heard = run(
                walled(folder, seconds(1), "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done"));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(heard.lines()).contains("ready", "bye");
    }

    @Test
    void killsWhatIgnoresSigtermAndWhatForkedTwice() throws Exception {
        String marker = "60.0%d".formatted(ProcessHandle.current().pid());
        String stubborn =
                "trap '' TERM; ( setsid sh -c 'trap \"\" TERM; exec sleep %1$s' & ); sleep %1$s".formatted(marker);

        Heard heard = run(walled(folder, seconds(1), stubborn));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(heard.outcome().wall()).isLessThan(Duration.ofSeconds(3));
        assertThat(nobodySleeps(marker)).isTrue();
    }

    @Test
    void killsWhatOutlivesANormalEnd() throws Exception {
        String marker = "61.0%d".formatted(ProcessHandle.current().pid());

        Heard heard = run(walled(folder, "( setsid sleep %s & ); exit 3".formatted(marker)));

        assertThat(heard.outcome().exitCode()).isEqualTo(3);
        assertThat(nobodySleeps(marker)).isTrue();
    }

    /// Bounded by itself as well (400 processes), so that a sandbox that fails this test does not take the machine
    /// along.
    @Test
    void killsAForkBombThatIgnoresSigterm() throws Exception {
        String marker = "62.0%d".formatted(ProcessHandle.current().pid());
        String bomb =
                "trap '' TERM; i=0; while [ $i -lt 400 ]; do (setsid sleep %s &) ; i=$((i+1)); done; wait; sleep 30"
                        .formatted(marker);

        Heard heard = run(walled(folder, seconds(20).withProcesses(40), bomb));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.TOO_MANY_PROCESSES);
        assertThat(nobodySleeps(marker)).isTrue();
    }

    @Test
    void refusesAFileBeyondTheLimitAndEndsWhatWritesMoreThanThat() throws Exception {
        Limits limits = seconds(30).with(new Limits.Output(List.of(folder), 8L << 20));

        Heard one = run(walled(folder, limits, "head -c 100000000 /dev/zero > big; stat -c %s big; rm big"));
        Heard many = run(walled(
                folder, limits, "i=0; while :; do head -c 1000000 /dev/zero > $i; i=$((i+1)); sleep 0.01; done"));

        assertThat(one.lines()).contains(Long.toString(8L << 20));
        assertThat(many.outcome().ending()).isEqualTo(Ending.DISK_LIMIT);
        assertThat(many.outcome().detail()).contains("the limit is 8 MiB");
    }

    @Test
    void seesSpaceThatIsReservedBeyondAFilesEnd() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/fallocate")));
        Limits limits = seconds(30).with(new Limits.Output(List.of(folder), 8L << 20));

        Heard heard = run(
                walled(folder, limits, "touch hidden; fallocate -n -l 50000000 hidden; stat -c %s hidden; sleep 20"));

        assertThat(heard.lines()).contains("0");
        assertThat(heard.outcome().ending()).isEqualTo(Ending.DISK_LIMIT);
    }

    @Test
    void killsWhatHoldsTooMuchMemoryInTemporaryFilesToo() throws Exception {
        Limits small = Limits.of(Duration.ofSeconds(30), 60L << 20);

        Heard heard = run(walled(folder, small, "head -c 300000000 /dev/zero | tail; exit 9"));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.OUT_OF_MEMORY);
        assertThat(heard.outcome().detail()).contains("60 MiB");
    }

    @Test
    void endsAProgramThatUsesTooMuchProcessorTime() throws Exception {
        Limits limits = seconds(30).withProcessor(Duration.ofMillis(500));

        Heard heard = run(walled(folder, limits, "while :; do :; done"));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.PROCESSOR_LIMIT);
        assertThat(heard.outcome().cpu())
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3)));
        assertThat(heard.outcome().wall()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void leavesNoControlGroupBehind() throws Exception {
        run(walled(folder, "true"));

        for (Path parent : ControlGroups.find().parents().values()) {
            assertThat(parent.resolve("nightjar-%d-1".formatted(supervisor.pid())))
                    .doesNotExist();
        }
    }

    @Test
    void hasNoKeysOfTheKernelInCommonWithAnotherProcess() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python) && System.getProperty("os.arch").equals("amd64"));
        // add_key(2) and keyctl(KEYCTL_SEARCH) on the session's key ring.
        String write =
                "import ctypes; l=ctypes.CDLL(None); print(l.syscall(248, b'user', b'nightjar', b'leak', 4, -3))";
        String read = "import ctypes; l=ctypes.CDLL(None); print(l.syscall(250, 10, -3, b'user', b'nightjar', 0))";

        Heard first = run(walled(folder, "python3 -c \"%s\"".formatted(write)));
        Heard second = run(walled(folder, "python3 -c \"%s\"".formatted(read)));

        assertThat(first.lines()).containsExactly("-1");
        assertThat(second.lines()).containsExactly("-1");
    }

    /// Numbers of calls differ by machine; these are those of x86-64.
    @Test
    void makesNoCallThatTellsWhatAnotherProcessHasRead() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the numbers are right");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl makes any system call");
        String calls =
                "for (221, 27, 327, 250, 101, 272) { $! = 0; syscall($_, 0, 0, 0, 0, 0); print \"$_ $!{ENOSYS}\\n\"; }";

        Heard heard = run(walled(folder, "perl -MErrno -e '%s' | grep -c ' [1-9]'; true".formatted(calls)));

        assertThat(heard.lines()).containsExactly("6");
    }

    @Test
    void saysWhatIsMissingBeforeItStarts() throws Exception {
        Heard heard = run(walled(folder, seconds(5), "true", other.resolve("missing")));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(heard.outcome().detail()).contains("missing", "\nMaybe ");
    }

    private static boolean nobodySleeps(String marker) {
        return Launches.named("sleep " + marker).stream().allMatch(process -> goneWithinTwoSeconds(process.pid()));
    }

    /// Ten billion bytes if it is let, in a second and a half.
    @Test
    void keepsAnEndlessLogSmallAndDoesNotLetItOutliveItsLimit() throws Exception {
        Outcome outcome = supervisor
                .launch(walled(folder, seconds(1.5), "yes 'METRIC val=0' | head -c 10000000000"), _ -> {})
                .await();

        assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(outcome.wall()).isLessThan(Duration.ofSeconds(4));
        assertThat(Files.size(folder.resolve("log.txt")))
                .isLessThan(BoundedLog.HEAD_BYTES + BoundedLog.TAIL_BYTES + 200L);
    }

    /// A file without a name still takes its space.
    @Test
    void seesFilesThatWereDeletedWhileTheyAreWritten() throws Exception {
        Limits limits = seconds(30).with(new Limits.Output(List.of(folder), 8L << 20));
        String hidden = "exec 3>a 4>b; rm a b; head -c 6000000 /dev/zero >&3; head -c 6000000 /dev/zero >&4; sleep 20";

        Heard heard = run(walled(folder, limits, hidden));

        assertThat(heard.outcome().ending()).isEqualTo(Ending.DISK_LIMIT);
    }
}
