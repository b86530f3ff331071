package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is around one launch: walls with a filter of system calls, and a control group, or nothing.
///
/// @param calls the file with the filter
record Enclosure(Optional<Bubblewrap> bubblewrap, Optional<Path> calls, Optional<ControlGroup> group)
        implements AutoCloseable {
    static final Enclosure NONE = new Enclosure(Optional.empty(), Optional.empty(), Optional.empty());

    private static final long BLOCK_BYTES = 512;

    /// The descriptor through which bubblewrap reads the filter of system calls.
    private static final int FILTER = 9;

    /// Bounds files, enters the control groups, and becomes the program, all before anything of it runs. `ulimit
    /// -f` counts blocks of 512 bytes (POSIX).
    private static final String THRESHOLD = "exec 9<\"$1\"; shift; ulimit -c 0; ulimit -f \"$1\"; shift; "
            + "while [ \"$1\" != -- ]; do echo $$ > \"$1\"; shift; done; shift; exec 2>&3 3>&-; exec \"$@\"";

    List<String> command(Launch launch, List<String> command) throws IOException {
        if (bubblewrap.isEmpty() || launch.walls().isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "exec 3>&2 2>/dev/null; " + THRESHOLD, "sh"));
        words.add(calls.map(Path::toString).orElse("/dev/null"));
        words.add(launch.limits()
                .output()
                .map(output -> Long.toString(Math.max(1, output.bytes() / BLOCK_BYTES)))
                .orElse("unlimited"));
        group.stream().flatMap(own -> own.doors().stream()).map(Path::toString).forEach(words::add);
        words.add("--");
        words.addAll(bubblewrap
                .get()
                .command(
                        launch.walls().get(),
                        calls.isPresent() ? OptionalInt.of(FILTER) : OptionalInt.empty(),
                        launch.directory(),
                        launch.environment(),
                        command));
        return words;
    }

    /// The outcome with what only the control group knows.
    Outcome judge(Outcome outcome, Limits limits) {
        if (group.isEmpty()) {
            return outcome;
        }
        boolean noMemory = outcome.ending() == Ending.EXITED
                && outcome.exitCode() != 0
                && group.get().ranOutOfMemory();
        return new Outcome(
                outcome.exitCode(),
                noMemory ? Ending.OUT_OF_MEMORY : outcome.ending(),
                outcome.wall(),
                group.get().cpu().or(outcome::cpu),
                outcome.load(),
                outcome.peakResidentBytes(),
                noMemory
                        ? "It reached its limit of %,d MiB of memory.".formatted(limits.memoryBytes() >> 20)
                        : outcome.detail());
    }

    @Override
    public void close() {
        group.ifPresent(ControlGroup::close);
    }
}
