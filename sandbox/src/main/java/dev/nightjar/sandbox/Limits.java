package dev.nightjar.sandbox;

import java.time.Duration;

/// What a whole tree of processes may use before it is killed.
///
/// @param wall time from start to end
/// @param memoryBytes sum of the resident sets of all its processes, looked at some five times a second
/// @param processes how many processes may live at the same time
public record Limits(Duration wall, long memoryBytes, int processes) {

    /// More than a training program, a compiler or a test suite needs, and less than a fork bomb.
    public static final int USUAL_PROCESSES = 512;

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
    }

    public static Limits of(Duration wall, long memoryBytes) {
        return new Limits(wall, memoryBytes, USUAL_PROCESSES);
    }
}
