package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a unified diff. The counts in its headers are ignored, since models cannot count; the line numbers
/// only choose between places that are alike.
final class UnifiedDiff {

    private static final Pattern HUNK =
            Pattern.compile("@@(?:\\s*-(\\d{1,9})(?:,\\d+)?\\s+\\+\\d+(?:,\\d+)?\\s*@@.*|.*)");
    private static final Pattern NAME = Pattern.compile("\\+\\+\\+\\s+(?:[ab]/)?(\\S+).*");

    private UnifiedDiff() {}

    static boolean in(List<String> answer) {
        return answer.stream().anyMatch(line -> HUNK.matcher(line).matches());
    }

    /// The file that it says it changes, if it says so.
    static Optional<String> file(List<String> answer) {
        return answer.stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /// @param fenced whether `diff` is nothing but the diff, so that a line without a mark is a mistake and no
    /// prose
    static List<Change> read(List<String> diff, boolean fenced) throws Unusable {
        List<Change> hunks = new ArrayList<>();
        int at = 0;
        while (at < diff.size()) {
            Matcher header = HUNK.matcher(diff.get(at));
            if (!header.matches()) {
                at++;
                continue;
            }
            OptionalInt near = header.group(1) == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Math.max(0, Integer.parseInt(header.group(1)) - 1));
            Hunk hunk = new Hunk();
            at++;
            while (at < diff.size() && !header(diff, at) && hunk.takes(diff.get(at))) {
                at++;
            }
            if (fenced && at < diff.size() && !header(diff, at)) {
                throw new Unusable("Line %d of the diff (%s) begins with none of \" \", \"+\", \"-\" and \"@@\"."
                        .formatted(at + 1, Plain.line(diff.get(at), 120)));
            }
            hunks.add(hunk.change(near));
        }
        return hunks;
    }

    private static boolean header(List<String> diff, int at) {
        String line = diff.get(at);
        return line.startsWith("@@")
                || line.startsWith("diff --git ")
                || (line.startsWith("--- ")
                        && at + 1 < diff.size()
                        && diff.get(at + 1).startsWith("+++ "));
    }

    private static final class Hunk {

        private final List<String> before = new ArrayList<>();
        private final List<String> after = new ArrayList<>();
        private int blank;

        /// Whether the line belongs to the hunk.
        boolean takes(String line) {
            if (line.isEmpty()) { // a blank line of context that lost its mark, or the end
                before.add("");
                after.add("");
                blank++;
                return true;
            }
            switch (line.charAt(0)) {
                case ' ' -> {
                    before.add(line.substring(1));
                    after.add(line.substring(1));
                }
                case '-' -> before.add(line.substring(1));
                case '+' -> after.add(line.substring(1));
                case '\\' -> {}
                default -> {
                    return false;
                }
            }
            blank = 0;
            return true;
        }

        Change change(OptionalInt near) {
            return new Change(before.subList(0, before.size() - blank), after.subList(0, after.size() - blank), near);
        }
    }
}
