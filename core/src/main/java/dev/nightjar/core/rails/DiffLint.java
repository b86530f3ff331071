package dev.nightjar.core.rails;

import java.util.List;

/// Counts what a change touches.
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
}
