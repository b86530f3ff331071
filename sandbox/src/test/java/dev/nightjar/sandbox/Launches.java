package dev.nightjar.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Launches for tests: small limits, a shell, a folder.
final class Launches {
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");

    private static final ProcessTable TABLE = new LinuxProcessTable(4096);

    private Launches() {}

    static Launch command(Path folder, Limits limits, String... command) {
        return new Launch(
                List.of(command),
                ENVIRONMENT,
                folder,
                limits,
                Channel.LOG,
                folder.resolve("log.txt"),
                Optional.of(folder.resolve("outcome")),
                Optional.empty());
    }

    static Launch shell(Path folder, Limits limits, String script) {
        return command(folder, limits, "sh", "-c", script);
    }

    static Launch shell(Path folder, String script) {
        return shell(folder, seconds(60), script);
    }

    /// A launch that sees the system's programs, `folder` and what `read` adds, and can write to `folder`.
    static Launch walled(Path folder, Limits limits, String script, Path... read) {
        return walled(folder, limits, script, List.of(), read);
    }

    /// @param devices as a GPU's would be
    static Launch walled(Path folder, Limits limits, String script, List<Path> devices, Path... read) {
        List<Path> readable = new ArrayList<>(List.of(read));
        Stream.of("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache")
                .map(Path::of)
                .filter(Files::exists)
                .forEach(readable::add);
        Walls walls = new Walls(
                readable,
                List.of(folder),
                List.of(),
                Map.of(Walls.TEMPORARY, 4L << 20, Walls.SHARED_MEMORY, 1L << 20),
                devices);
        Launch open = shell(folder, limits, script);
        return new Launch(
                open.command(),
                open.environment(),
                folder,
                limits,
                Channel.LOG,
                open.log(),
                open.outcomeFile(),
                Optional.of(walls));
    }

    static Launch walled(Path folder, String script) {
        return walled(folder, seconds(60), script);
    }

    static Launch conversing(Path folder, String... command) {
        return new Launch(
                List.of(command),
                ENVIRONMENT,
                folder,
                seconds(60),
                Channel.CONVERSE,
                folder.resolve("log.txt"),
                Optional.empty(),
                Optional.empty());
    }

    static Limits seconds(double seconds) {
        return Limits.of(Duration.ofMillis(Math.round(seconds * 1000)), 2L << 30);
    }

    /// Whether a process has died within two seconds, which is what the sandbox promises. When somebody else's init
    /// buries it does not matter; and the JDK looks only every 300 ms after a process that is no child of this one.
    static boolean goneWithinTwoSeconds(long pid) {
        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (alive(pid)) {
            if (System.nanoTime() > until) {
                return false;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return true;
    }

    /// Processes of this machine with these words in their command lines.
    static List<ProcessHandle> named(String words) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(words))
                        .isPresent())
                .toList();
    }

    private static boolean alive(long pid) {
        return Native.LINUX
                ? TABLE.entry(pid).filter(entry -> !entry.dead()).isPresent()
                : ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
