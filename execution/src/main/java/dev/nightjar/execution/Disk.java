package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disk as a cause of trouble: a run stops cleanly before it is full.
final class Disk {
    private static final long LEAST_BYTES = 32L << 20;

    private Disk() {}

    static boolean full(Path folder) {
        long free = folder.toFile().getUsableSpace();
        return free < LEAST_BYTES && Files.isDirectory(folder);
    }

    static void requireSpace(Path folder) {
        if (full(folder)) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The disk of (%s) has %d MiB left; a trial needs at least %d MiB."
                            .formatted(folder, folder.toFile().getUsableSpace() >> 20, LEAST_BYTES >> 20),
                    "old runs below .nightjar/runs can go; then \"nightjar resume\" goes on where this stopped.");
        }
    }

    /// For a process that did not start: whether that was the disk's fault.
    static void requireWritable(Path folder) throws IOException {
        Path probe = folder.resolve("probe");
        Files.write(probe, new byte[1 << 16]);
        Files.delete(probe);
    }

    static UserError trouble(Path folder, IOException cause) {
        return new UserError(
                UserError.Kind.DISK,
                "The folder (%s) cannot be used: %s.".formatted(folder, cause),
                "the disk is full or the folder belongs to someone else; then \"nightjar resume\" goes on.",
                cause);
    }
}
