package dev.nightjar.agents.answer;

import java.util.Locale;
import java.util.regex.Pattern;

/// What an edit costs whoever reads the program afterwards: at an equal metric the simpler program is the
/// better one.
///
/// @param added   lines
/// @param removed lines
/// @param tokens  names, numbers and marks more than before, comments not counted; negative for a
///     shorter program
public record Simplicity(int added, int removed, int tokens) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\s\\p{L}\\p{N}_]");
    private static final Pattern SLASH_COMMENT = Pattern.compile("//[^\\n]*|/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/");
    private static final Pattern HASH_COMMENT = Pattern.compile("#[^\\n]*");

    /// @param file its name; the ending says what a comment looks like
    public static Simplicity of(String before, String after, String file) {
        LineDiff diff = LineDiff.of(before, after);
        return new Simplicity(diff.added(), diff.removed(), tokens(after, file) - tokens(before, file));
    }

    static int tokens(String source, String file) {
        boolean slashes = file.toLowerCase(Locale.ROOT).endsWith(".java");
        String code = (slashes ? SLASH_COMMENT : HASH_COMMENT).matcher(source).replaceAll("");
        return (int) WORD.matcher(code).results().count();
    }

    /// `+12 −3 lines, +84 tokens`.
    public String text() {
        return "+%d −%d lines, %s%d tokens".formatted(added, removed, tokens < 0 ? "−" : "+", Math.abs(tokens));
    }
}
