package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;

/// Where something that looks like a JSON object, or a list of them, stands in a text: from its first bracket
/// to the one that closes it. What is between is not judged.
///
/// @param end index after the closing bracket
record JsonSpan(int start, int end) {

    /// Steps a character of the text: a text of nothing but opening brackets ends the search, and not the
    /// night.
    private static final int PATIENCE = 8;

    String in(String text) {
        return text.substring(start, end);
    }

    /// The outermost ones, in order.
    static List<JsonSpan> all(String text) {
        List<JsonSpan> spans = new ArrayList<>();
        long steps = (long) PATIENCE * text.length() + 1_000;
        int at = 0;
        while (at < text.length() && steps > 0) {
            char c = text.charAt(at);
            if ((c == '{' && next(text, at + 1, "\"'}")) || (c == '[' && next(text, at + 1, "{"))) {
                int end = end(text, at, steps);
                steps -= Math.abs((long) end - at);
                if (end > 0) {
                    spans.add(new JsonSpan(at, end));
                    at = end;
                    continue;
                }
                steps -= text.length() - at;
            }
            at++;
        }
        return spans;
    }

    /// Whether the next character that is no blank is one of `expected`.
    private static boolean next(String text, int from, String expected) {
        int at = blank(text, from);
        return at < text.length() && expected.indexOf(text.charAt(at)) >= 0;
    }

    /// The index of the first character from `from` on that is no blank.
    static int blank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The index after the bracket that closes the one at `start`, or 0.
    private static int end(String text, int start, long steps) {
        int depth = 0;
        int last = (int) Math.min(text.length(), start + steps);
        for (int at = start; at < last; at++) {
            switch (text.charAt(at)) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                case '"' -> at = quoted(text, at, last) - 1;
                default -> {}
            }
        }
        return 0;
    }

    /// The index after the quote that closes the one at `start`, or `last`.
    static int quoted(String text, int start, int last) {
        for (int at = start + 1; at < last; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                return at + 1;
            }
        }
        return last;
    }
}
