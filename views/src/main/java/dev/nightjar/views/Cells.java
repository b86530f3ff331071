package dev.nightjar.views;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text measured in a terminal's cells.
final class Cells {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

    private Cells() {}

    /// One line without anything that could move a cursor or turn the reading direction: texts come from models
    /// and programs.
    static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /// Cells that `text` takes; colours take none.
    static int width(String text) {
        return COLOUR.matcher(text)
                .replaceAll("")
                .codePoints()
                .map(Cells::width)
                .sum();
    }

    /// At most `width` cells of a text without colours; an ellipsis says that something is missing.
    static String fit(String text, int width) {
        if (width <= 0) {
            return "";
        }
        if (width(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            if (used + width(point) > width - 1) {
                break;
            }
            kept.appendCodePoint(point);
            used += width(point);
        }
        return kept.toString().stripTrailing() + "…";
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /// Words of a text without colours in lines of at most `width` cells. A longer word has a line of its own.
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Terms with a dot between them, in lines of at most `width` cells, broken between terms.
    static List<String> join(List<String> terms, int width) {
        List<String> lines = new ArrayList<>();
        for (String term : terms) {
            String longer = lines.isEmpty() ? term : lines.getLast() + " · " + term;
            if (!lines.isEmpty() && width(longer) <= width) {
                lines.removeLast();
                lines.add(longer);
            } else {
                lines.add(term);
            }
        }
        return lines;
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
