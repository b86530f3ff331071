package dev.nightjar.agents.coding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A process and everything it started. Children that left for a parent of their own are found by a mark in
/// their environment, where the system shows environments (Linux).
final class ProcessTree {

    /// The environment variable with the mark.
    static final String MARK = "NIGHTJAR_AGENT";

    private static final Path PROC = Path.of("/proc");
    private static final Duration GRACE = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Process root;
    private final byte[] mark;

    ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = (MARK + "=" + mark + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /// Ends all of it, and returns when all of it is gone.
    ///
    /// @param asking whether to ask first, and wait a moment
    void kill(boolean asking) {
        Map<Long, ProcessHandle> tree = find();
        if (asking && root.isAlive()) {
            tree.values().forEach(ProcessHandle::destroy);
            root.destroy();
            waitFor(GRACE);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            tree.putAll(find());
            tree.values().removeIf(process -> !running(process));
            if (tree.isEmpty() && !root.isAlive()) {
                return;
            }
            tree.values().forEach(ProcessHandle::destroyForcibly);
            root.destroyForcibly();
            if (System.nanoTime() > end) {
                return; // a process that cannot be killed hangs in the kernel, and nothing here can help it
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void waitFor(Duration time) {
        try {
            root.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, ProcessHandle> find() {
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        root.descendants().filter(ProcessTree::running).forEach(process -> found.put(process.pid(), process));
        if (Files.isDirectory(PROC)) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (marked(process)) {
                        handle(process).ifPresent(own -> found.put(own.pid(), own));
                    }
                }
            } catch (IOException e) {
                return found; // the mark is a second look; the first has found what it has found
            }
        }
        return found;
    }

    private Optional<ProcessHandle> handle(Path process) {
        return ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                .filter(ProcessTree::running);
    }

    private boolean marked(Path process) {
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return contains(environment);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private boolean contains(byte[] environment) {
        for (int at = 0; at + mark.length <= environment.length; at++) {
            boolean starts = at == 0 || environment[at - 1] == 0;
            if (starts && Arrays.equals(environment, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    /// One that has ended and that nobody has buried is listed as alive, but has no command any more.
    private static boolean running(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = PROC.resolve(process.pid() + "/stat");
        try {
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return !Files.isDirectory(PROC);
        }
    }
}
