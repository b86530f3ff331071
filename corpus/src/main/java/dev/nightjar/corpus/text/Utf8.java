package dev.nightjar.corpus.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 without surprises: nothing malformed is ever replaced.
public final class Utf8 {

    private Utf8() {}

    /// Bytes of the code point that starts with `first`, in valid text.
    public static int width(byte first) {
        if (first >= 0) {
            return 1;
        }
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }

    /// The code point that starts at `at`, in valid text.
    public static int codePoint(byte[] text, int at) {
        int first = text[at];
        return switch (width(text[at])) {
            case 1 -> first;
            case 2 -> ((first & 0x1F) << 6) | rest(text, at + 1);
            case 3 -> ((first & 0x0F) << 12) | (rest(text, at + 1) << 6) | rest(text, at + 2);
            default ->
                ((first & 0x07) << 18) | (rest(text, at + 1) << 12) | (rest(text, at + 2) << 6) | rest(text, at + 3);
        };
    }

    private static int rest(byte[] text, int at) {
        return text[at] & 0x3F;
    }

    /// Offset of the first byte that is not UTF-8; -1 if `text` is valid.
    public static int firstMalformed(byte[] text) {
        int at = 0;
        while (at < text.length) {
            if (text[at] >= 0) {
                at++;
                continue;
            }
            int width = wellFormedWidth(text, at);
            if (width == 0) {
                return at;
            }
            at += width;
        }
        return -1;
    }

    /// Bytes of the well-formed sequence at `at` that is not ASCII; 0 if there is none (Unicode 16, table 3-7).
    private static int wellFormedWidth(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int width = first >= 0xC2 && first <= 0xDF
                ? 2
                : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (width == 0 || at + width > text.length) {
            return 0;
        }
        for (int i = 1; i < width; i++) {
            if ((text[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = text[at + 1] & 0xFF;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean surrogate = first == 0xED && second > 0x9F;
        boolean tooLarge = first == 0xF4 && second > 0x8F;
        return overlong || surrogate || tooLarge ? 0 : width;
    }

    /// Whether there is nothing but ASCII white space.
    public static boolean isBlank(byte[] text) {
        for (byte value : text) {
            if (value < 0 || value > ' ') {
                return false;
            }
        }
        return true;
    }

    /// The bytes of `text`.
    ///
    /// @throws IllegalArgumentException if it has half a surrogate pair, which no UTF-8 text can hold
    public static byte[] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The text has half a surrogate pair, so it is no Unicode text.\nMaybe it was cut in the middle of a character.",
                    e);
        }
    }
}
