package dev.nightjar.agents.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// What messages say about values and names.
final class Words {

    private Words() {}

    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "missing";
            case String text -> "the text \"%s\"".formatted(text);
            case Long whole -> "the whole number " + whole;
            case Double real -> "the number " + real;
            case Boolean flag -> flag.toString();
            case TomlArray array -> "the list " + array.toList();
            case TomlTable _ -> "a table";
            default -> "the date " + value;
        };
    }

    /// `a, b or c`.
    static String list(Collection<String> words) {
        StringBuilder text = new StringBuilder();
        int left = words.size();
        for (String word : words) {
            left--;
            text.append(word).append(left > 1 ? ", " : left == 1 ? " or " : "");
        }
        return text.toString();
    }

    /// The known word with the fewest edits from `word`, if they are few enough for a slip of the hand.
    static Optional<String> nearest(String word, Collection<String> known) {
        int allowed = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// Levenshtein's, without regard to case.
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
