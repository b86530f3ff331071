package dev.nightjar.core.rails;

import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What characters a text from a stranger may hold, and how such a text is quoted in a message.
final class Text {

    private static final int LONGEST_QUOTE = 120;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int SOFT_HYPHEN = 0xAD;

    private Text() {}

    /// The first code point that is no character of a text: a control character other than tab and line ends, half
    /// a surrogate pair, or a code point that Unicode reserves.
    static OptionalInt unprintable(String text) {
        return text.codePoints()
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
                    case Character.SURROGATE -> true;
                    default -> (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
                })
                .findFirst();
    }

    /// The first code point that nobody sees: marks that reorder or hide what stands around them ("Trojan Source",
    /// Boucher and Anderson 2021). Joiners stay, because scripts and emoji need them.
    static OptionalInt invisible(String text) {
        return text.codePoints()
                .filter(c -> Character.getType(c) == Character.FORMAT
                        && c != ZERO_WIDTH_NON_JOINER
                        && c != ZERO_WIDTH_JOINER
                        && c != SOFT_HYPHEN)
                .findFirst();
    }

    /// The text on one line, shortened, with what nobody sees written as `U+200B`.
    static String quote(String text) {
        String start = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…";
        return start.codePoints()
                .mapToObj(c -> c < ' ' || unseen(Character.toString(c)) ? name(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    /// `U+202E`.
    static String name(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    private static boolean unseen(String character) {
        return unprintable(character).isPresent() || invisible(character).isPresent();
    }
}
