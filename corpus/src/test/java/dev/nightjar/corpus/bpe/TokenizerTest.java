package dev.nightjar.corpus.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    private static Tokenizer tokenizer;

    @BeforeAll
    static void trainOnCodeAndHardText() throws CorpusException {
        WordCounts counts = new WordCounts();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            counts.add(Utf8.encode(RandomText.of(random, 50)));
            counts.add(Utf8.encode(sentence(random)));
        }
        tokenizer = BpeTrainer.train(counts, 1_500, size -> {});
    }

    /// Words over a small alphabet, so that merges overlap and one string of bytes has many histories.
    private static String sentence(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append((char) ('a' + random.nextInt(4)));
            }
            text.append(random.nextInt(4) == 0 ? "\n" : " ");
        }
        return text.toString();
    }

    private static Encoding jtokkit() {
        IdentityHashMap<byte[], Integer> ranks = new IdentityHashMap<>();
        for (int id = 0; id < tokenizer.bos(); id++) {
            ranks.put(tokenizer.bytesOf(id), id);
        }
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        Pattern pattern = Pattern.compile(PreSplit.PATTERN, Pattern.UNICODE_CHARACTER_CLASS);
        registry.registerGptBytePairEncoding(new GptBytePairEncodingParams("nightjar", pattern, ranks, Map.of()));
        return registry.getEncoding("nightjar").orElseThrow();
    }

    @Test
    void encodesAsJtokkitDoesWithTheSameTokens() {
        Encoding jtokkit = jtokkit();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 3_000; i++) {
            String text = i % 2 == 0 ? RandomText.of(random, 20) : sentence(random);
            assertThat(tokenizer.encode(text))
                    .isEqualTo(jtokkit.encodeOrdinary(text).toArray());
        }
    }

    @Test
    void longWordsAreEncodedAsJtokkitDoes() {
        Encoding jtokkit = jtokkit();
        SplittableRandom random = new SplittableRandom(3);
        for (int length : new int[] {127, 128, 129, 255, 256, 257, 600, 5_000}) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < length; i++) {
                word.append((char) ('a' + random.nextInt(4)));
            }
            String text = word.toString();
            assertThat(tokenizer.encode(text))
                    .isEqualTo(jtokkit.encodeOrdinary(text).toArray());
            assertThat(tokenizer.encode("a".repeat(length)))
                    .isEqualTo(jtokkit.encodeOrdinary("a".repeat(length)).toArray());
        }
    }

    @Test
    void decodingGivesBackEveryText() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 10_000; i++) {
            String text = RandomText.of(random, random.nextInt(40));
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += 37) {
            if (codePoint < 0xD800 || codePoint >= 0xE000) {
                String text = Character.toString(codePoint);
                assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void oneEncoderRemembersWordsWithoutChangingThem() {
        Encoder encoder = tokenizer.encoder();
        SplittableRandom random = new SplittableRandom(5);
        // Enough distinct words to make the encoder forget them more than once.
        for (int i = 0; i < 20_000; i++) {
            String text = Long.toString(random.nextLong() >>> 1, 36) + " " + i + " " + random.nextInt(1 << 20) + "\n";
            assertThat(tokenizer.decode(encoder.encode(Utf8.encode(text)))).isEqualTo(text);
        }
        String text = sentence(random);
        assertThat(encoder.encode(Utf8.encode(text))).isEqualTo(tokenizer.encode(text));
    }

    @Test
    void textThatLooksSpecialIsOrdinary() {
        int[] ids = tokenizer.encode(Tokenizer.BOS);
        assertThat(ids).doesNotContain(tokenizer.bos());
        assertThat(tokenizer.decode(ids)).isEqualTo(Tokenizer.BOS);
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("a\uD83C"))
                .withMessageContaining("Maybe ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.decode(new int[] {tokenizer.vocabulary()}))
                .withMessageContaining("(1501)");
    }

    @Test
    void eachTokenKnowsItsBytesAndSpecialOnesStandForNone() {
        for (int id = 0; id < tokenizer.bos(); id++) {
            assertThat(tokenizer.bytes().count(id)).isEqualTo(tokenizer.bytesOf(id).length);
        }
        assertThat(tokenizer.bytes().count(tokenizer.bos())).isZero();
        assertThat(tokenizer.vocabulary()).isEqualTo(1_501);
        String text = "int größe = 12345; // 👩‍👩‍👧‍👦";
        int sum = Arrays.stream(tokenizer.encode(text))
                .map(tokenizer.bytes()::count)
                .sum();
        assertThat(sum).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void comesBackFromItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer");
        tokenizer.write(file);
        Tokenizer read = Tokenizer.read(file);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 200; i++) {
            String text = RandomText.of(random, 50);
            assertThat(read.encode(text)).isEqualTo(tokenizer.encode(text));
        }
        assertThat(read.bytes()).isEqualTo(tokenizer.bytes());
    }

    @Test
    void aDamagedFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer");
        tokenizer.write(file);
        List<String> lines = Files.readAllLines(file);
        refuses(file, List.of());
        refuses(file, lines.subList(0, lines.size() - 1));
        refuses(file, lines.subList(1, lines.size()));
        for (String bad : List.of("1", "1 2 3", "-1 2", "1 99999", "a b", lines.get(1))) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(9, bad);
            refuses(file, changed);
        }
    }

    private static void refuses(Path file, List<String> lines) throws IOException {
        Files.write(file, lines);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Tokenizer.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("\nMaybe ");
    }
}
