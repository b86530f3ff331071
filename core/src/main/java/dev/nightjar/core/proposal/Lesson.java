package dev.nightjar.core.proposal;

import java.util.List;

/// A short lesson that outlives a discarded change.
///
/// @param experiments those that show it
/// @param retires     numbers of lessons that it contradicts or takes in
public record Lesson(String text, List<Integer> experiments, List<Integer> retires) {

    /// Characters.
    public static final int LONGEST = 400;

    public Lesson {
        experiments = List.copyOf(experiments);
        retires = List.copyOf(retires);
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("A lesson has 1 to %d characters, not %d.\nMaybe it is two lessons."
                    .formatted(LONGEST, text.length()));
        }
    }
}
