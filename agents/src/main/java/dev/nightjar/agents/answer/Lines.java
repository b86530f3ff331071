package dev.nightjar.agents.answer;

import java.util.Arrays;
import java.util.List;

/// A text as its lines, and back with the ends that a file has.
final class Lines {

    private Lines() {}

    /// Without line ends. A text that ends in one has an empty last line.
    static List<String> of(String text) {
        return Arrays.asList(text.split("\r\n|\n|\r", -1));
    }

    /// With the line ends of `like`.
    static String joined(List<String> lines, String like) {
        return String.join(like.contains("\r\n") ? "\r\n" : "\n", lines);
    }

    /// `lines` with one line end at the end if `like` ends in one.
    static String file(List<String> lines, String like) {
        int last = lines.size();
        while (last > 0 && lines.get(last - 1).isBlank()) {
            last--;
        }
        String text = joined(lines.subList(0, last), like);
        return like.endsWith("\n") ? joined(List.of(text, ""), like) : text;
    }
}
