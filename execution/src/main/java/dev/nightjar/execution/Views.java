package dev.nightjar.execution;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.execution.Programs.Place;
import dev.nightjar.sandbox.Walls;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each kind of process sees of the machine, one method a kind; nothing where the run has no walls.
final class Views {
    private static final long MIB = 1L << 20;
    private static final long SHARED_MEMORY = 64 * MIB;
    private static final long SERVERS_TEMPORARY = 64 * MIB;
    private static final long MOST_TEMPORARY = 1024 * MIB;
    private static final long LOCK_FILES = MIB;

    /// The C library and its neighbours; folders, because what libtorch and a GPU's driver need differs by system.
    /// A JDK in one of them may hold the text that a corpus was made of.
    private static final List<String> LIBRARIES = List.of(
            "/lib64",
            "/usr/lib64",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/etc/ld.so.cache",
            "/sys/devices/system/cpu");

    private static final List<String> COMMANDS = List.of(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/nix/store",
            "/etc/ld.so.cache",
            "/etc/alternatives",
            "/etc/localtime",
            "/sys/devices/system/cpu");

    private final Workshop workshop;

    Views(Workshop workshop) {
        this.workshop = workshop;
    }

    /// Where a process finds its temporary files.
    Path temporary(Place place) {
        return workshop.sandbox().isPresent() ? Walls.TEMPORARY : place.temporary();
    }

    Optional<Walls> compiler(Path source, Path classes) throws IOException {
        if (workshop.sandbox().isEmpty()) {
            return Optional.empty();
        }
        JavaRuntime java = workshop.requireJava();
        List<Path> readable = ofJava(java);
        readable.add(source);
        return walls(readable, List.of(classes), java.hidden(), Map.of(Walls.TEMPORARY, SERVERS_TEMPORARY));
    }

    /// The process that unpacks native libraries, once, for all that come later.
    Optional<Walls> unpacker() throws IOException {
        if (workshop.sandbox().isEmpty()) {
            return Optional.empty();
        }
        JavaRuntime java = workshop.requireJava();
        return walls(
                ofJava(java),
                List.of(java.nativeCache()),
                java.hidden(),
                Map.of(Walls.TEMPORARY, SERVERS_TEMPORARY, Walls.SHARED_MEMORY, SHARED_MEMORY));
    }

    /// The lab's program. What is judged by serving it finds at the judge's what it has put into its checkpoint and
    /// nothing else, so it may write nowhere else; and a server can write nothing that outlives it.
    Optional<Walls> program(Mode mode, Place place) throws IOException {
        if (workshop.sandbox().isEmpty()) {
            return Optional.empty();
        }
        if (!workshop.isJava()) {
            boolean sealed = workshop.lab().metric().judge() == JudgeKind.SEALED;
            List<Path> writable = new ArrayList<>();
            if (mode != Mode.SERVE) {
                writable.add(place.out());
            }
            if (!sealed) {
                writable.add(place.source());
            }
            return command(workshop.lab().train().command(), place, writable);
        }
        JavaRuntime java = workshop.requireJava();
        List<Path> readable = ofJava(java);
        readable.addAll(List.of(place.source(), place.classes(), place.data()));
        readable.addAll(java.unpacked());
        List<Path> writable = new ArrayList<>();
        (mode == Mode.SERVE ? readable : writable).add(place.out());
        Map<Path, Long> temporary = new HashMap<>();
        temporary.put(Walls.TEMPORARY, mode == Mode.SERVE ? SERVERS_TEMPORARY : temporaryBytes());
        temporary.put(Walls.SHARED_MEMORY, SHARED_MEMORY);
        // JavaCPP insists on a cache that it could write, and on locking a file there.
        temporary.put(java.nativeCache(), LOCK_FILES);
        return walls(readable, writable, java.hidden(), temporary);
    }

    /// The evaluator and the checks. They may write beside their source, as such programs do; nobody reads that
    /// later.
    Optional<Walls> command(List<String> command, Place place) throws IOException {
        return command(command, place, List.of(place.source(), place.out()));
    }

    private Optional<Walls> command(List<String> command, Place place, List<Path> writable) throws IOException {
        if (workshop.sandbox().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> environment = new TrialVariables(workshop).ofCommand();
        List<Path> readable = new ArrayList<>(existing(COMMANDS));
        readable.addAll(workshop.sandbox().get().readable());
        readable.addAll(new ProgramFiles(environment, place.source()).of(command));
        readable.addAll(JavaRuntime.foldersOf(Path.of(System.getProperty("java.home"))));
        readable.addAll(List.of(place.source(), place.data(), place.out()));
        readable.removeAll(writable);
        Map<Path, Long> temporary = Map.of(Walls.TEMPORARY, temporaryBytes(), Walls.SHARED_MEMORY, temporaryBytes());
        return walls(readable, writable, List.of(), temporary);
    }

    private List<Path> ofJava(JavaRuntime java) throws IOException {
        List<Path> readable = new ArrayList<>(existing(LIBRARIES));
        readable.addAll(java.folders());
        readable.addAll(java.classPath());
        return readable;
    }

    private Optional<Walls> walls(
            List<Path> readable, List<Path> writable, List<Path> hidden, Map<Path, Long> temporary) throws IOException {
        List<Path> all = new ArrayList<>(readable);
        List<Path> devices = List.of();
        if (workshop.compute().device() == Device.CUDA) {
            devices = Gpu.devices();
            all.addAll(Gpu.libraries(workshop.environment()));
        }
        return Optional.of(new Walls(all.stream().distinct().toList(), writable, hidden, temporary, devices));
    }

    private long temporaryBytes() {
        return Math.min(MOST_TEMPORARY, workshop.lab().train().memoryBytes() / 4);
    }

    static List<Path> existing(List<String> paths) {
        return paths.stream().map(Path::of).filter(Files::exists).toList();
    }
}
