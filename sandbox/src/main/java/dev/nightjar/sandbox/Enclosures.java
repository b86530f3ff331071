package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the supervisor puts around processes, looked for when it is first needed.
final class Enclosures implements AutoCloseable {
    private final Native system;
    private @Nullable Bubblewrap bubblewrap;
    private Optional<Path> calls = Optional.empty();
    private boolean callsKnown;
    private @Nullable ControlGroups groups;

    Enclosures(Native system) {
        this.system = system;
    }

    OutputMeter meter(Limits.Output limit) {
        return new OutputMeter(limit, system);
    }

    /// @throws IOException if a launch wants walls that cannot be built
    Enclosure around(int id, Launch launch) throws IOException {
        if (launch.walls().isEmpty()) {
            return Enclosure.NONE;
        }
        requireThere(launch.walls().get());
        Bubblewrap builder = bubblewrap();
        system.leaveKeyRing();
        return new Enclosure(Optional.of(builder), calls(), groups().create(id, launch.limits()));
    }

    private static void requireThere(Walls walls) throws IOException {
        for (Path path : Stream.of(walls.readable(), walls.writable(), walls.devices())
                .flatMap(List::stream)
                .toList()) {
            if (!Files.exists(path)) {
                throw new IOException(
                        "The path (%s) that the process is to see does not exist.%nMaybe it was deleted during the run."
                                .formatted(path));
            }
        }
    }

    private synchronized Bubblewrap bubblewrap() throws IOException {
        if (bubblewrap == null) {
            bubblewrap = Bubblewrap.find()
                    .orElseThrow(() -> new IOException(
                            "The program (bwrap) is not there.%nMaybe bubblewrap was uninstalled during the run."
                                    .formatted()));
        }
        return bubblewrap;
    }

    private synchronized Optional<Path> calls() throws IOException {
        if (!callsKnown) {
            Optional<SystemCallFilter> filter = SystemCallFilter.ofThisMachine();
            calls = filter.isPresent() ? Optional.of(filter.get().write()) : Optional.empty();
            callsKnown = true;
        }
        return calls;
    }

    /// Deletes what was written for all launches together.
    @Override
    public synchronized void close() throws IOException {
        if (calls.isPresent()) {
            Files.deleteIfExists(calls.get());
        }
    }

    private synchronized ControlGroups groups() {
        if (groups == null) {
            groups = ControlGroups.find();
        }
        return groups;
    }
}
