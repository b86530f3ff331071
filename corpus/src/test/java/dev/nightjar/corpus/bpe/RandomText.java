package dev.nightjar.corpus.bpe;

import java.util.SplittableRandom;

/// Unicode text from a seed, made to be hard: half of it code, the rest from every plane, with the characters on which
/// splits and decoders trip.
final class RandomText {

    private static final String[] SNIPPETS = {
        "public static ", "int", " x1 = 0x1F;", "\r", "\n", "\r\n", "\t", "    ", "'s", "'LL", "'ve", "'", "''",
                "\u0000", "e\u0301",
        "\u200D", "👩‍👩‍👧‍👦", "🏳️‍🌈", "\uFEFF", "\u00A0", "\u0085", "\u2028", "\u3000", "١٢٣", "½Ⅷ", "中文",
                "नमस्ते", "ſ", "İ", "ß",
        "12345", "//----------", "@Override", "***/\n\n", "\u000B\f", "\uFFFF", "\uFFFD", "\u180E",
                "\uD83C\uDF85\uD83C\uDFFD", " ", "  ", "_", "$"
    };

    private RandomText() {}

    static String of(SplittableRandom random, int parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(3) > 0) {
                text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
            } else {
                int bound = random.nextInt(3) == 0 ? 0x80 : random.nextInt(2) == 0 ? 0x3000 : 0x110000;
                int codePoint = random.nextInt(bound);
                boolean surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
                text.appendCodePoint(surrogate ? 'x' : codePoint);
            }
        }
        return text.toString();
    }
}
