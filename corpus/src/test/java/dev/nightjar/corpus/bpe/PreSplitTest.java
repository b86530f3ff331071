package dev.nightjar.corpus.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.corpus.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PreSplitTest {

    private static final Pattern PATTERN = Pattern.compile(PreSplit.PATTERN, Pattern.UNICODE_CHARACTER_CLASS);

    private static List<String> words(String text) {
        byte[] bytes = Utf8.encode(text);
        List<String> words = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = PreSplit.end(bytes, from, bytes.length);
            words.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            from = to;
        }
        return words;
    }

    private static List<String> byPattern(String text) {
        return PATTERN.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void cutsCodeAsGpt4DoesButDigitsInTwos() {
        assertThat(words("if (x12345 > 'y') {\n        return it's;\n}\n"))
                .containsExactly(
                        "if", " (", "x", "12", "34", "5", " >", " '", "y", "')", " {\n", "       ", " return", " it",
                        "'s", ";\n", "}\n");
    }

    @Test
    void agreesWithThePatternOnEveryText() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            String text = RandomText.of(random, 1 + random.nextInt(12));
            assertThat(words(text)).isEqualTo(byPattern(text));
        }
    }

    @Test
    void agreesWithThePatternOnEachCharacterBetweenOthers() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x3100 ? 1 : 61) {
            if (codePoint >= 0xD800 && codePoint < 0xE000) {
                continue;
            }
            String character = Character.toString(codePoint);
            String text = "a" + character + character + "b " + character + "\n" + character + "9" + character;
            assertThat(words(text)).isEqualTo(byPattern(text));
        }
    }
}
