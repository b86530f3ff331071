package dev.nightjar.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The engine's side of a supervisor: start one for an engine, launch through it, close it at the end.
public final class Supervisor implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xmx64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");
    private static final int LAST_WORDS_BYTES = 4096;
    private static final Duration KILLING = Duration.ofSeconds(2);

    private final Process process;
    private final DataOutputStream out;
    private final Map<Integer, Supervised> launches = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Thread errors;
    private final Thread listener;
    private String lastWords = "";
    private volatile boolean gone;

    private Supervisor(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.errors = Thread.ofPlatform().daemon().name("supervisor-errors").start(this::readErrors);
        this.listener = Thread.ofPlatform().daemon().name("supervisor").start(this::listen);
    }

    /// Starts a supervisor on this program's own Java. Returns before it is up; launches wait for it.
    public static Supervisor start() throws IOException {
        return start(Path.of(System.getProperty("java.home")));
    }

    public static Supervisor start(Path javaHome) throws IOException {
        Path java = javaHome.resolve("bin/java");
        JavaProgram program =
                new JavaProgram(java, OPTIONS, List.of(ownClasses()), SupervisorMain.class.getName(), List.of());
        ProcessBuilder builder = new ProcessBuilder(program.command());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            return new Supervisor(builder.start());
        } catch (IOException broken) {
            throw new IOException(
                    "The supervisor cannot be started with (%s): %s.%nMaybe NIGHTJAR_JAVA_HOME or JAVA_HOME names a folder that is no JDK."
                            .formatted(java, broken.getMessage()),
                    broken);
        }
    }

    /// Starts a process. Returns at once; if it cannot be started, its outcome says so.
    ///
    /// @param lines hears what goes to the log, line by line, on the thread that serves all launches: it must not
    ///     block. Lines over 16 KiB are cut; lines are left out when they come faster than they are heard.
    public Supervised launch(Launch launch, Consumer<? super String> lines) {
        int id = lastId.incrementAndGet();
        Supervised supervised = new Supervised(id, this, lines);
        launches.put(id, supervised);
        send(new Frame.Start(id, launch));
        if (gone && launches.remove(id) != null) {
            supervised.end(Outcome.notStarted(obituary()));
        }
        return supervised;
    }

    public long pid() {
        return process.pid();
    }

    /// Kills everything that still runs and waits until the supervisor is gone.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            listener.join(KILLING.plusSeconds(1));
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// A frame to a supervisor that is gone is dropped: [#listen] ends every launch.
    void send(Frame frame) {
        synchronized (out) {
            try {
                frame.write(out);
                out.flush();
            } catch (IOException broken) {
                gone = true;
            }
        }
    }

    private void listen() {
        DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        try {
            for (Optional<Frame> frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
                hear(frame.get());
            }
        } catch (IOException broken) {
            note(broken.toString());
        } finally {
            bury();
        }
    }

    private void hear(Frame frame) {
        Supervised launch =
                frame instanceof Frame.Ended ? launches.remove(frame.launch()) : launches.get(frame.launch());
        if (launch != null) {
            launch.hear(frame);
        }
    }

    private void bury() {
        gone = true;
        process.destroyForcibly();
        try {
            errors.join(Duration.ofMillis(200));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (int id : List.copyOf(launches.keySet())) {
            Supervised launch = launches.remove(id);
            if (launch != null) {
                launch.handle().ifPresent(Supervisor::killTree);
                launch.end(Outcome.unseen(Ending.KILLED, obituary()));
            }
        }
    }

    private static void killTree(ProcessHandle root) {
        long until = System.nanoTime() + KILLING.toNanos();
        List<ProcessHandle> tree = living(root);
        while (!tree.isEmpty() && System.nanoTime() < until) {
            tree.forEach(ProcessHandle::destroyForcibly);
            tree.forEach(handle -> handle.onExit()
                    .completeOnTimeout(handle, 50, TimeUnit.MILLISECONDS)
                    .join());
            tree = Stream.concat(tree.stream(), living(root).stream())
                    .filter(ProcessHandle::isAlive)
                    .distinct()
                    .toList();
        }
    }

    private static List<ProcessHandle> living(ProcessHandle root) {
        return Stream.concat(root.descendants(), Stream.of(root))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private void readErrors() {
        byte[] bytes = new byte[LAST_WORDS_BYTES];
        try (var errors = process.getErrorStream()) {
            for (int count = errors.read(bytes); count >= 0; count = errors.read(bytes)) {
                note(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            note(ended.toString());
        }
    }

    private synchronized void note(String words) {
        String all = lastWords + words;
        lastWords = all.substring(Math.max(0, all.length() - LAST_WORDS_BYTES));
    }

    private synchronized String obituary() {
        return "The supervisor (process %d) is gone. %s%nMaybe somebody killed it, or the memory ran out."
                .formatted(process.pid(), lastWords.strip());
    }

    private static Path ownClasses() {
        try {
            return Path.of(SupervisorMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
