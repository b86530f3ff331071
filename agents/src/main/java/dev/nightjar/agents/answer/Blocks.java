package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads search/replace blocks, in the form that aider made common:
///
/// ```
/// <<<<<<< SEARCH
/// lines as they are in the file
/// =======
/// lines as they should be
/// >>>>>>> REPLACE
/// ```
final class Blocks {

    private static final Pattern SEARCH = Pattern.compile("\\s*<{5,9}\\s*(SEARCH|ORIGINAL|HEAD)\\b.*");
    private static final Pattern MIDDLE = Pattern.compile("\\s*={5,9}\\s*");
    private static final Pattern REPLACE = Pattern.compile("\\s*>{5,9}(\\s*(REPLACE|UPDATED)\\b.*|\\s*)");

    private static final Pattern END = Pattern.compile("\\s*>{5,9}\\s*REPLACE\\s*");

    private Blocks() {}

    static boolean in(List<String> answer) {
        return answer.stream().anyMatch(line -> SEARCH.matcher(line).matches());
    }

    /// @throws Unusable if the marks do not come in their order
    static List<Change> read(List<String> answer) throws Unusable {
        List<Change> blocks = new ArrayList<>();
        int at = 0;
        while (at < answer.size()) {
            if (!SEARCH.matcher(answer.get(at)).matches()) {
                at++;
                continue;
            }
            int number = blocks.size() + 1;
            int middle = next(answer, at + 1, MIDDLE, "=======", number);
            int end = next(answer, middle + 1, REPLACE, ">>>>>>> REPLACE", number);
            blocks.add(
                    new Change(answer.subList(at + 1, middle), answer.subList(middle + 1, end), OptionalInt.empty()));
            at = end + 1;
        }
        long ends = answer.stream().filter(line -> END.matcher(line).matches()).count();
        if (ends > blocks.size()) {
            throw new Unusable(
                    "The answer has %d lines \">>>>>>> REPLACE\" and %d lines \"<<<<<<< SEARCH\". Each stands on a line of its own."
                            .formatted(ends, blocks.size()));
        }
        return blocks;
    }

    private static int next(List<String> answer, int from, Pattern mark, String name, int number) throws Unusable {
        for (int at = from; at < answer.size(); at++) {
            if (mark.matcher(answer.get(at)).matches()) {
                return at;
            }
            if (SEARCH.matcher(answer.get(at)).matches()) {
                break;
            }
        }
        throw new Unusable(
                "Block %d has no line \"%s\". The answer was cut off, or the block is not closed before the next one begins."
                        .formatted(number, name));
    }
}
