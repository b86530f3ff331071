package dev.nightjar.corpus.bpe;

import dev.nightjar.corpus.text.Utf8;

/// Cuts UTF-8 text into words, which no token crosses: GPT-4's pattern, with digits in groups of at most two.
///
/// A scanner over bytes rather than [#PATTERN] itself, for speed; the two agree on every text, and a test holds them
/// to it.
public final class PreSplit {

    /// The same split as a regular expression. `\s` means Unicode white space, so it needs
    /// `UNICODE_CHARACTER_CLASS`.
    public static final String PATTERN = "'(?:[sdmtSDMT]|[lL][lL]|[vV][eE]|[rR][eE])"
            + "|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+"
            + "|\\p{N}{1,2}"
            + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*"
            + "|\\s*[\\r\\n]"
            + "|\\s+(?!\\S)"
            + "|\\s+";

    private static final int OTHER = 0;
    private static final int LETTER = 1;
    private static final int NUMBER = 2;
    private static final int SPACE = 3;
    private static final int NEWLINE = 4;

    private static final int LETTER_TYPES = (1 << Character.UPPERCASE_LETTER)
            | (1 << Character.LOWERCASE_LETTER)
            | (1 << Character.TITLECASE_LETTER)
            | (1 << Character.MODIFIER_LETTER)
            | (1 << Character.OTHER_LETTER);
    private static final int NUMBER_TYPES =
            (1 << Character.DECIMAL_DIGIT_NUMBER) | (1 << Character.LETTER_NUMBER) | (1 << Character.OTHER_NUMBER);

    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) kindOf(c);
        }
    }

    private PreSplit() {}

    /// The end of the word that starts at `from` in `text`, of which `[from, to)` is not empty and valid UTF-8.
    public static int end(byte[] text, int from, int to) {
        int next = from + Utf8.width(text[from]);
        if (text[from] == '\'') {
            int contraction = contraction(text, from, to);
            if (contraction > from) {
                return contraction;
            }
        }
        int following = next < to ? kind(text, next) : -1;
        return switch (kind(text, from)) {
            case LETTER -> run(LETTER, text, next, to);
            case NUMBER -> following == NUMBER ? next + Utf8.width(text[next]) : next;
            case NEWLINE -> whiteSpace(text, from, to);
            case SPACE -> {
                if (following == LETTER) {
                    yield run(LETTER, text, next, to);
                }
                yield following == OTHER && text[from] == ' '
                        ? punctuation(text, next, to)
                        : whiteSpace(text, from, to);
            }
            default -> following == LETTER ? run(LETTER, text, next, to) : punctuation(text, next, to);
        };
    }

    private static int contraction(byte[] text, int from, int to) {
        int first = from + 1 < to ? text[from + 1] | 0x20 : 0;
        if (first == 's' || first == 'd' || first == 'm' || first == 't') {
            return from + 2;
        }
        int second = from + 2 < to ? text[from + 2] | 0x20 : 0;
        boolean two = (first == 'l' && second == 'l') || ((first == 'v' || first == 'r') && second == 'e');
        return two ? from + 3 : from;
    }

    private static int run(int kind, byte[] text, int from, int to) {
        int at = from;
        while (at < to && kind(text, at) == kind) {
            at += Utf8.width(text[at]);
        }
        return at;
    }

    private static int punctuation(byte[] text, int from, int to) {
        return run(NEWLINE, text, run(OTHER, text, from, to), to);
    }

    /// White space up to its last line end; without one, all of it, but the last character goes to the word that
    /// follows.
    private static int whiteSpace(byte[] text, int from, int to) {
        int at = from;
        int last = from;
        int lineEnd = from;
        while (at < to) {
            int kind = kind(text, at);
            if (kind != SPACE && kind != NEWLINE) {
                break;
            }
            last = at;
            at += Utf8.width(text[at]);
            if (kind == NEWLINE) {
                lineEnd = at;
            }
        }
        if (lineEnd > from) {
            return lineEnd;
        }
        return at == to || last == from ? at : last;
    }

    private static int kind(byte[] text, int at) {
        byte first = text[at];
        return first >= 0 ? ASCII[first] : kindOf(Utf8.codePoint(text, at));
    }

    private static int kindOf(int codePoint) {
        int type = 1 << Character.getType(codePoint);
        if ((type & LETTER_TYPES) != 0) {
            return LETTER;
        }
        if ((type & NUMBER_TYPES) != 0) {
            return NUMBER;
        }
        if (codePoint == '\n' || codePoint == '\r') {
            return NEWLINE;
        }
        boolean separator = Character.isSpaceChar(codePoint);
        return separator || (codePoint >= 0x09 && codePoint <= 0x0D) || codePoint == 0x85 ? SPACE : OTHER;
    }
}
