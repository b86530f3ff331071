package dev.nightjar.agents.answer;

/// Texts by strangers, made harmless to print: no control characters, nothing that nobody sees, no half
/// characters.
public final class Plain {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Plain() {}

    /// On one line, at most `longest` characters.
    public static String line(String text, int longest) {
        return bounded(clean(bounded(text, 8 * longest)).replaceAll("\\s+", " ").strip(), longest);
    }

    /// Line ends and tabs stay.
    public static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Plain::seen).forEach(c -> kept.appendCodePoint(whole(c)));
        return kept.toString();
    }

    /// With half surrogate pairs, which no file can hold, replaced; everything else stays.
    public static String encodable(String text) {
        if (text.codePoints().noneMatch(c -> whole(c) != c)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> kept.appendCodePoint(whole(c)));
        return kept.toString();
    }

    /// The first `longest` characters, the last of them an ellipsis if more were there.
    public static String bounded(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static int whole(int c) {
        return Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c;
    }

    private static boolean seen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }
}
