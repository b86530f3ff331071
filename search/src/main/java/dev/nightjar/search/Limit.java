package dev.nightjar.search;

import java.util.OptionalInt;

/// How many knobs one proposal may change.
final class Limit {

    private Limit() {}

    static int of(OptionalInt changes, Space space) {
        if (changes.isPresent() && changes.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "A proposal must change at least one knob, not %d.\nMaybe `changes` should be 1, or left out for any number."
                            .formatted(changes.getAsInt()));
        }
        return Math.min(changes.orElse(Integer.MAX_VALUE), Math.max(1, space.dimensions()));
    }
}
