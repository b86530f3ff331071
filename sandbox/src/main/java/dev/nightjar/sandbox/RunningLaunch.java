package dev.nightjar.sandbox;

import dev.nightjar.sandbox.Trees.Usage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One launch inside the supervisor, from the request to the outcome file.
final class RunningLaunch implements Runnable {
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int CHUNK = 1 << 15;
    private static final byte[] END = new byte[0];

    private final int id;
    private final Launch launch;
    private final Trees trees;
    private final Enclosures enclosures;
    private final Axe axe;
    private final Optional<OutputMeter> meter;
    private final Watch watch;
    private final Outbox outbox;
    private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
    private final Window output = new Window();
    private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
    private final List<Thread> readers = new ArrayList<>();
    private @Nullable Thread executioner;
    private boolean planted;
    private volatile long startedNanos;
    private volatile long peakResidentBytes;
    private volatile Duration cpu = Duration.ZERO;

    private record Cause(Ending ending, String why) {}

    RunningLaunch(int id, Launch launch, Trees trees, Enclosures enclosures, Watch watch, Outbox outbox) {
        this.id = id;
        this.launch = launch;
        this.trees = trees;
        this.enclosures = enclosures;
        this.axe = new Axe(trees, launch.walls().isPresent());
        this.meter = launch.limits().output().map(enclosures::meter);
        this.watch = watch;
        this.outbox = outbox;
    }

    int id() {
        return id;
    }

    /// Time until its wall-clock limit; very long if it is being killed already.
    long nanosLeft(long nowNanos) {
        return cause.get() == null ? startedNanos + launch.limits().wall().toNanos() - nowNanos : Long.MAX_VALUE;
    }

    @Override
    public void run() {
        try {
            outbox.send(new Frame.Ended(id, runToEnd()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome runToEnd() throws InterruptedException {
        OutcomeFile file = null;
        Outcome outcome;
        try {
            if (launch.outcomeFile().isPresent()) {
                file = OutcomeFile.reserve(launch.outcomeFile().get());
            }
            outcome = runLogged();
        } catch (IOException broken) {
            outcome = Outcome.notStarted("%s%nMaybe the disk is full or the folder is not writable.".formatted(broken));
        }
        if (file == null) {
            return outcome;
        }
        try {
            file.commit(outcome);
            return outcome;
        } catch (IOException broken) {
            return noting(outcome, "The outcome file could not be written: %s.".formatted(broken));
        }
    }

    private Outcome runLogged() throws IOException, InterruptedException {
        try (BoundedLog log = new BoundedLog(launch.log());
                Enclosure enclosure = enclosures.around(id, launch)) {
            Process process;
            try {
                process = trees.plant(id, builder(enclosure), launch.environment());
            } catch (IOException refused) {
                return Outcome.notStarted(refused.getMessage() == null ? refused.toString() : refused.getMessage());
            }
            startedNanos = System.nanoTime();
            Processors processors = Processors.watch();
            planted();
            outbox.send(new Frame.Started(id, process.pid()));
            connect(process, log);
            watch.add(this);
            int exitCode = process.waitFor();
            Duration wall = Duration.ofNanos(System.nanoTime() - startedNanos);
            watch.remove(this);
            Outcome outcome = enclosure.judge(outcome(exitCode, wall, processors, clearAway()), launch.limits());
            endInput();
            if (cause.get() != null) {
                output.close();
            }
            for (Thread reader : readers) {
                reader.join(LAST_WORDS);
            }
            output.close(); // The engine did not take what a process that is gone had to say.
            log.finish(launch.outcomeFile().isPresent());
            return noting(outcome, log.trouble());
        }
    }

    /// Kills what outlived the first process; returns what cannot be killed.
    private List<Long> clearAway() throws InterruptedException {
        Thread killing = executioner();
        if (killing != null) {
            killing.join();
        }
        List<Long> immortal = trees.leftOver(id).isEmpty() ? List.of() : axe.kill(id);
        trees.fell(id);
        return immortal;
    }

    private Outcome outcome(int exitCode, Duration wall, Processors processors, List<Long> immortal) {
        Cause why = cause.get();
        Ending ending = why == null ? Ending.EXITED : why.ending();
        Optional<Duration> time = peakResidentBytes == 0 ? Optional.empty() : Optional.of(cpu);
        Outcome outcome = new Outcome(
                exitCode, ending, wall, time, processors.since(cpu), peakResidentBytes, why == null ? "" : why.why());
        return immortal.isEmpty()
                ? outcome
                : noting(
                        outcome,
                        "The processes %s could not be killed.%nMaybe they wait for a device.".formatted(immortal));
    }

    private static Outcome noting(Outcome outcome, String note) {
        String detail =
                outcome.detail().isEmpty() || note.isEmpty() ? outcome.detail() + note : outcome.detail() + "\n" + note;
        return outcome.withDetail(detail);
    }

    private ProcessBuilder builder(Enclosure enclosure) throws IOException {
        if (!Files.isDirectory(launch.directory())) {
            throw new IOException("The working directory (%s) does not exist.%nMaybe it was deleted during the run."
                    .formatted(launch.directory()));
        }
        List<String> command = new ArrayList<>(launch.command());
        command.set(0, program(command.getFirst()));
        ProcessBuilder builder = new ProcessBuilder(enclosure.command(launch, command))
                .directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        if (launch.channel() == Channel.LOG) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectErrorStream(true);
        }
        return builder;
    }

    /// The JDK would look a program up in the supervisor's own `PATH`.
    private String program(String name) throws IOException {
        if (name.indexOf('/') >= 0) {
            return name;
        }
        String path = launch.environment().getOrDefault("PATH", USUAL_PATH);
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> folder + "/" + name)
                .filter(candidate -> Files.isExecutable(launch.directory().resolve(candidate)))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "The program (%s) is not in the PATH (%s).%nMaybe it is not installed.".formatted(name, path)));
    }

    private void connect(Process process, BoundedLog log) {
        switch (launch.channel()) {
            case LOG -> readers.add(thread("log", () -> copyToLog(process.getInputStream(), log)));
            case CONVERSE -> {
                readers.add(thread("log", () -> copyToLog(process.getErrorStream(), log)));
                readers.add(thread("output", () -> copyToEngine(process.getInputStream())));
                thread("input", () -> copyToProcess(process.getOutputStream()));
            }
        }
    }

    private void copyToLog(InputStream from, BoundedLog log) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        boolean gap = false;
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
            log.write(chunk, count);
            gap = gap && !outbox.offer(Frame.Logged.gap(id));
            gap = gap || !outbox.offer(new Frame.Logged(id, Arrays.copyOf(chunk, count)));
        }
    }

    private void copyToEngine(InputStream from) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
            for (int sent = 0; sent < count; ) {
                int granted = output.take(count - sent);
                if (granted == 0) {
                    return;
                }
                outbox.send(new Frame.Output(id, Arrays.copyOfRange(chunk, sent, sent + granted)));
                sent += granted;
            }
        }
    }

    private void copyToProcess(OutputStream to) throws IOException, InterruptedException {
        try (to) {
            for (byte[] bytes = input.take(); bytes.length > 0; bytes = input.take()) {
                to.write(bytes);
                to.flush();
                outbox.send(new Frame.Took(id, bytes.length));
            }
        }
    }

    void input(byte[] bytes) {
        input.add(bytes);
    }

    void endInput() {
        input.add(END);
    }

    void took(int bytes) {
        output.give(bytes);
    }

    private synchronized void account(Usage usage) {
        peakResidentBytes = Math.max(peakResidentBytes, usage.residentBytes());
        if (usage.cpu().compareTo(cpu) > 0) {
            cpu = usage.cpu();
        }
    }

    /// What the watch saw. Kills the tree if a limit is passed.
    void inspect(Usage usage, long nowNanos) {
        account(usage);
        Limits limits = launch.limits();
        if (usage.residentBytes() > limits.memoryBytes()) {
            kill(
                    Ending.OUT_OF_MEMORY,
                    "It held %,d MiB of memory; the limit is %,d MiB."
                            .formatted(usage.residentBytes() >> 20, limits.memoryBytes() >> 20),
                    Duration.ZERO);
        } else if (usage.processes() > limits.processes()) {
            kill(
                    Ending.TOO_MANY_PROCESSES,
                    "It had %d processes; the limit is %d.".formatted(usage.processes(), limits.processes()),
                    Duration.ZERO);
        } else if (limits.processor().isPresent()
                && cpu.compareTo(limits.processor().get()) > 0) {
            kill(
                    Ending.PROCESSOR_LIMIT,
                    "It used %.1f s of processor time; the limit is %.1f s."
                            .formatted(
                                    cpu.toMillis() / 1e3,
                                    limits.processor().get().toMillis() / 1e3),
                    Axe.GRACE);
        } else if (nanosLeft(nowNanos) <= 0) {
            kill(
                    Ending.TIMED_OUT,
                    "It ran for %.1f s; that was its limit."
                            .formatted(limits.wall().toMillis() / 1e3),
                    Axe.GRACE);
        } else {
            meter.flatMap(output -> output.excess(trees.members(id), nowNanos))
                    .ifPresent(excess -> kill(Ending.DISK_LIMIT, excess, Duration.ZERO));
        }
    }

    /// Returns at once; the first cause counts.
    synchronized void kill(Ending ending, String why, Duration grace) {
        if (cause.compareAndSet(null, new Cause(ending, why)) && planted) {
            execute(grace);
        }
    }

    /// There is a process now; it may have been condemned before.
    private synchronized void planted() {
        planted = true;
        if (cause.get() != null) {
            execute(Duration.ZERO);
        }
    }

    private synchronized @Nullable Thread executioner() {
        return executioner;
    }

    private void execute(Duration grace) {
        executioner = thread("kill", () -> {
            trees.look();
            account(trees.usage(id));
            if (grace.isPositive()) {
                axe.askToLeave(id, grace);
            }
            axe.kill(id);
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Thread thread(String name, Work work) {
        return Thread.ofPlatform().daemon().name(name + "-" + id).start(() -> {
            try {
                work.run();
            } catch (IOException _) {
                // A pipe to a process that has ended; its exit code tells the rest.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
