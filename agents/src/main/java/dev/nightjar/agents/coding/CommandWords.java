package dev.nightjar.agents.coding;

import dev.nightjar.core.error.UserError;
import java.util.ArrayList;
import java.util.List;

/// A command line in words: blanks part them, quotes of either kind and backslashes keep them together. No
/// shell reads it.
final class CommandWords {

    private CommandWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
                word.append(line.charAt(++at));
                begun = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The command (%s) opens a quote and does not close it.".formatted(line),
                    "one quote is missing.");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
