package dev.nightjar.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a whole tree of processes may use before it is killed.
///
/// @param wall time from start to end
/// @param memoryBytes sum of the resident sets of all its processes, looked at some five times a second; behind walls
///     also by a control group, where there can be one
/// @param processes how many processes may live at the same time
/// @param processor time of all processors together, looked at some five times a second
/// @param output what it may leave behind
public record Limits(
        Duration wall, long memoryBytes, int processes, Optional<Duration> processor, Optional<Output> output) {

    /// More than a training program, a compiler or a test suite needs, and less than a fork bomb.
    public static final int USUAL_PROCESSES = 512;

    /// Most bytes below `folders` together. Behind walls no single file can be larger in the first place.
    public record Output(List<Path> folders, long bytes) {
        public Output {
            folders = List.copyOf(folders);
            if (bytes <= 0) {
                throw new IllegalArgumentException(
                        "The limit on output (%d bytes) must be positive.%nMaybe its unit is missing: \"8GiB\"."
                                .formatted(bytes));
            }
        }
    }

    public Limits {
        if (wall.isNegative() || wall.isZero()) {
            throw new IllegalArgumentException(
                    "The wall-clock limit (%s) must be positive.%nMaybe a budget is missing its unit.".formatted(wall));
        }
        if (memoryBytes <= 0) {
            throw new IllegalArgumentException(
                    "The memory limit (%d bytes) must be positive.%nMaybe its unit is missing: \"4GiB\"."
                            .formatted(memoryBytes));
        }
        if (processes <= 0) {
            throw new IllegalArgumentException(
                    "The limit on processes (%d) must be positive.%nMaybe take the usual (%d)."
                            .formatted(processes, USUAL_PROCESSES));
        }
        if (processor.isPresent() && !processor.get().isPositive()) {
            throw new IllegalArgumentException("The limit on processor time (%s) must be positive.%nMaybe leave it out."
                    .formatted(processor.get()));
        }
    }

    public static Limits of(Duration wall, long memoryBytes) {
        return new Limits(wall, memoryBytes, USUAL_PROCESSES, Optional.empty(), Optional.empty());
    }

    public Limits with(Output bound) {
        return new Limits(wall, memoryBytes, processes, processor, Optional.of(bound));
    }

    public Limits withProcessor(Duration bound) {
        return new Limits(wall, memoryBytes, processes, Optional.of(bound), output);
    }

    public Limits withProcesses(int bound) {
        return new Limits(wall, memoryBytes, bound, processor, output);
    }
}
