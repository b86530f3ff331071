package dev.nightjar.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /// Where Java's own decoder stops.
    private static int firstMalformed(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text);
        return decoder.decode(in, CharBuffer.allocate(text.length + 1), true).isError() ? in.position() : -1;
    }

    @Test
    void findsWhatJavasDecoderFinds() {
        int[] interesting = {
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4,
            0xF5, 0xFF
        };
        SplittableRandom random = new SplittableRandom(1);
        int malformed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] text = new byte[random.nextInt(7)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) interesting[random.nextInt(interesting.length)];
            }
            int expected = firstMalformed(text);
            malformed += expected >= 0 ? 1 : 0;
            assertThat(Utf8.firstMalformed(text)).isEqualTo(expected);
        }
        assertThat(malformed).isBetween(50_000, 199_000);
    }

    @Test
    void decodesEveryCodePoint() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                byte[] text = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                if (Utf8.codePoint(text, 0) != codePoint
                        || Utf8.width(text[0]) != text.length
                        || Utf8.firstMalformed(text) != -1) {
                    assertThat(Utf8.codePoint(text, 0)).isEqualTo(codePoint);
                    assertThat(Utf8.width(text[0])).isEqualTo(text.length);
                    assertThat(Utf8.firstMalformed(text)).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void halfAPairCannotBeEncoded() {
        assertThat(Utf8.encode("aé😀")).isEqualTo("aé😀".getBytes(StandardCharsets.UTF_8));
        for (String half : new String[] {"\uD83D", "a\uDE00b", "\uD83Dx"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Utf8.encode(half))
                    .withMessageContaining("\nMaybe ");
        }
    }
}
