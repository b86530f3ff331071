package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the processors were busy with since a moment, as Linux counts it (proc_stat(5)). Elsewhere nobody knows.
///
/// Only those that this process, and so what it starts, may use count: who is bound to some of them is not disturbed by
/// what runs on the others.
final class Processors {
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final long MILLIS_PER_TICK = 10;

    /// A line's fields in which a processor has something to do: user, nice, system, irq, softirq, steal.
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    /// And in which it has not: idle, iowait.
    private static final int[] IDLE = {4, 5};

    private final Path proc;
    private final BitSet allowed;
    private final long busy;
    private final long idle;

    private Processors(Path proc) {
        this.proc = proc;
        allowed = allowed();
        busy = millis(BUSY);
        idle = millis(IDLE);
    }

    /// From now on.
    static Processors watch() {
        return watch(Path.of("/proc"));
    }

    /// @param proc what Linux calls `/proc`
    static Processors watch(Path proc) {
        return new Processors(proc);
    }

    /// @param own processor time of the launch since then
    Optional<Load> since(Duration own) {
        long busySince = millis(BUSY) - busy;
        long idleSince = millis(IDLE) - idle;
        double all = busySince + idleSince;
        return all <= 0 || idleSince < 0
                ? Optional.empty()
                : Optional.of(new Load(
                        Math.clamp((busySince - own.toMillis()) / all, 0, 1), Math.clamp(idleSince / all, 0, 1)));
    }

    /// None where nobody can tell.
    private BitSet allowed() {
        BitSet processors = new BitSet();
        for (String line : lines("self/status")) {
            if (line.startsWith(ALLOWED)) {
                for (String range : line.substring(ALLOWED.length()).strip().split(",", -1)) {
                    String[] ends = range.split("-", 2);
                    processors.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
                }
            }
        }
        return processors;
    }

    private long millis(int[] kinds) {
        return lines("stat").stream()
                        .map(line -> line.split(" +"))
                        .filter(fields -> fields[0].matches("cpu\\d+")
                                && allowed.get(Integer.parseInt(fields[0].substring("cpu".length()))))
                        .flatMap(fields -> Arrays.stream(kinds)
                                .filter(at -> at < fields.length)
                                .mapToObj(at -> fields[at]))
                        .mapToLong(Long::parseLong)
                        .sum()
                * MILLIS_PER_TICK;
    }

    private List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(proc.resolve(file))) {
            return lines.toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
