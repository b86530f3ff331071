package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// Measures what lies in the folders that a tree of processes may write. A file counts with the larger of its length
/// and the space it takes: one may be a hole, the other may be reserved beyond its end.
final class OutputMeter {
    /// Files and folders; more of them are an attack on the disk as well.
    private static final int MOST_FILES = 20_000;
    /// A look at many files must not become the main work of the machine.
    private static final int REST = 20;
    /// Near the limit the next look comes before the rest of the space can be filled, at what a page cache takes.
    private static final double FASTEST_BYTES_A_NANO = 1;
    private static final int SHORTEST_REST = 2;

    private final Limits.Output limit;
    private final Native system;
    private long notBeforeNanos = System.nanoTime();
    private long bytes;
    private int files;

    OutputMeter(Limits.Output limit, Native system) {
        this.limit = limit;
        this.system = system;
    }

    /// What is too much, in a sentence, if anything is.
    ///
    /// @param processes that may hold files which have no name any more
    Optional<String> excess(List<Long> processes, long nowNanos) {
        if (nowNanos - notBeforeNanos < 0) {
            return Optional.empty();
        }
        bytes = 0;
        files = 0;
        limit.folders().forEach(this::measure);
        processes.stream()
                .flatMap(pid -> system.namelessFiles(pid).stream())
                .distinct()
                .forEach(file -> add(file.bytes()));
        long took = System.nanoTime() - nowNanos;
        notBeforeNanos = nowNanos + rest(Math.max(0, took));
        if (bytes > limit.bytes()) {
            return Optional.of("It wrote %,d MiB; the limit is %,d MiB.".formatted(bytes >> 20, limit.bytes() >> 20));
        }
        return files > MOST_FILES
                ? Optional.of("It wrote more than %,d files.".formatted(MOST_FILES))
                : Optional.empty();
    }

    private long rest(long took) {
        long full = (long) (Math.max(0, limit.bytes() - bytes) / FASTEST_BYTES_A_NANO);
        return Math.clamp(full, SHORTEST_REST * took, REST * took);
    }

    private void measure(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return add(0);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return add(Math.max(attributes.size(), system.allocatedBytes(file)));
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return add(0);
                }
            });
        } catch (IOException gone) {
            // The folder went while it was measured; what is in it now is measured next time.
            files++;
        }
    }

    private FileVisitResult add(long more) {
        bytes += more;
        files++;
        return bytes > limit.bytes() || files > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
