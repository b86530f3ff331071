package dev.nightjar.execution;

import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// How much of the processors other programs use while a trial runs, as Linux counts it (proc_stat(5)). Elsewhere
/// nobody knows.
///
/// Only processors that this engine may use count, so a lab that is bound to some of them is not disturbed by what runs
/// on the others.
final class Contention {
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final long MILLIS_PER_TICK = 10;

    /// A line's fields in which a processor has something to do: user, nice, system, irq, softirq, steal.
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    private final Path proc;
    private final LongSupplier nanoTime;
    private final BitSet allowed;
    private final long busyMillis;
    private final long began;

    private Contention(Path proc, LongSupplier nanoTime) {
        this.proc = proc;
        this.nanoTime = nanoTime;
        allowed = allowed();
        busyMillis = busyMillis();
        began = nanoTime.getAsLong();
    }

    static Contention begin() {
        return begin(Path.of("/proc"), System::nanoTime);
    }

    /// @param proc     what Linux calls `/proc`
    /// @param nanoTime a monotonic clock in nanoseconds
    static Contention begin(Path proc, LongSupplier nanoTime) {
        return new Contention(proc, nanoTime);
    }

    /// The outcome with what others did since the beginning, if the trial passed a limit of time.
    TrialOutcome noted(TrialOutcome outcome, Outcome process) {
        if (!(outcome instanceof Crashed crashed) || !crashed.cause().ofTime()) {
            return outcome;
        }
        OptionalDouble others = process.cpu().map(this::others).orElse(OptionalDouble.empty());
        Crashed noted =
                new Crashed(crashed.cause(), crashed.reason(), crashed.logTail(), crashed.totalSeconds(), others);
        return noted.tainted()
                ? new Crashed(
                        noted.cause(),
                        String.format(
                                Locale.ROOT,
                                "%s Other programs used %.0f %% of the processors meanwhile.",
                                noted.reason(),
                                100 * others.orElse(0)),
                        noted.logTail(),
                        noted.totalSeconds(),
                        others)
                : noted;
    }

    /// @param own processor time of the trial
    private OptionalDouble others(Duration own) {
        long capacity = allowed.cardinality()
                * Duration.ofNanos(nanoTime.getAsLong() - began).toMillis();
        return capacity <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp((busyMillis() - busyMillis - own.toMillis()) / (double) capacity, 0, 1));
    }

    /// The processors that may be used; none where nobody can tell.
    private BitSet allowed() {
        BitSet processors = new BitSet();
        for (String line : lines(proc.resolve("self/status"))) {
            if (line.startsWith(ALLOWED)) {
                for (String range : line.substring(ALLOWED.length()).strip().split(",", -1)) {
                    String[] ends = range.split("-", 2);
                    processors.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
                }
            }
        }
        return processors;
    }

    private long busyMillis() {
        return lines(proc.resolve("stat")).stream()
                        .map(line -> line.split(" +"))
                        .filter(fields -> fields[0].matches("cpu\\d+")
                                && allowed.get(Integer.parseInt(fields[0].substring("cpu".length()))))
                        .flatMapToLong(fields -> Arrays.stream(BUSY)
                                .filter(at -> at < fields.length)
                                .mapToLong(at -> Long.parseLong(fields[at])))
                        .reduce(0, Long::sum)
                * MILLIS_PER_TICK;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
