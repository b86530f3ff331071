package dev.nightjar.core.rails;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What a change touches, whatever the language.
final class DiffLint {

    private DiffLint() {}

    /// Lines that differ between two texts of the same number of lines, or `Integer.MAX_VALUE` if the numbers
    /// differ.
    static int changedLines(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        if (old.size() != now.size()) {
            return Integer.MAX_VALUE;
        }
        int changed = 0;
        for (int i = 0; i < old.size(); i++) {
            if (!old.get(i).equals(now.get(i))) {
                changed++;
            }
        }
        return changed;
    }

    /// What is wrong with a line of `after` that holds a character which nobody sees, or that is none of a
    /// text, unless that line was there before.
    static Optional<String> hiddenCharacter(String before, String after) {
        Set<String> known = before.lines().collect(Collectors.toSet());
        int number = 0;
        for (String line : after.lines().toList()) {
            number++;
            OptionalInt unseen = Text.invisible(line);
            OptionalInt hidden = unseen.isPresent() ? unseen : Text.unprintable(line);
            if (hidden.isPresent() && !known.contains(line)) {
                return Optional.of("Line %d holds a character that nobody sees (%s)."
                        .formatted(number, Text.name(hidden.getAsInt())));
            }
        }
        return Optional.empty();
    }
}
