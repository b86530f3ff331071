package dev.nightjar.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a walled process sees of the machine: these paths, each at its own place, a new `/proc`, a small `/dev`, and
/// nothing else. It has no network, no capability, its own process ids and its own inter-process communication.
///
/// @param readable files and folders, read-only
/// @param writable folders that outlive the process
/// @param hidden files and folders inside of readable ones that look empty
/// @param temporary folders in memory that end with the process, and the most bytes each holds
/// @param devices device nodes beyond `null`, `zero`, `full`, `random`, `urandom` and `tty`
public record Walls(
        List<Path> readable, List<Path> writable, List<Path> hidden, Map<Path, Long> temporary, List<Path> devices) {

    /// The usual place for temporary files.
    public static final Path TEMPORARY = Path.of("/tmp");
    /// POSIX shared memory.
    public static final Path SHARED_MEMORY = Path.of("/dev/shm");

    public Walls {
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
        hidden = List.copyOf(hidden);
        temporary = Map.copyOf(temporary);
        devices = List.copyOf(devices);
        for (List<Path> paths : List.of(readable, writable, hidden, List.copyOf(temporary.keySet()), devices)) {
            paths.forEach(Walls::requireAbsolute);
        }
        temporary.forEach((folder, bytes) -> {
            if (bytes <= 0) {
                throw new IllegalArgumentException(
                        "The temporary folder (%s) cannot hold (%d) bytes.%nMaybe leave it out."
                                .formatted(folder, bytes));
            }
        });
    }

    boolean show(Path path) {
        return Stream.of(readable, writable, List.copyOf(temporary.keySet()))
                .flatMap(List::stream)
                .anyMatch(path::startsWith);
    }

    private static void requireAbsolute(Path path) {
        if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
            throw new IllegalArgumentException(
                    "The path (%s) behind walls must be absolute, without dots, and not the root itself.%nMaybe call toAbsolutePath().normalize()."
                            .formatted(path));
        }
    }
}
