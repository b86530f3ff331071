package dev.nightjar.agents.answer;

import java.util.List;
import java.util.OptionalInt;

/// Some lines of a file and what takes their place: one search/replace block, or one hunk of a diff.
///
/// @param before as they stand in the file
/// @param near   where they should stand, counted from 0, if the model said so
record Change(List<String> before, List<String> after, OptionalInt near) {

    Change {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
