package dev.nightjar.corpus.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {

    private static WordCounts counts(String... texts) {
        WordCounts counts = new WordCounts();
        for (String text : texts) {
            counts.add(Utf8.encode(text));
        }
        return counts;
    }

    private static String bytes(Tokenizer tokenizer, int id) {
        return new String(tokenizer.bytesOf(id), StandardCharsets.ISO_8859_1);
    }

    @Test
    void learnsTheExampleOfThePaper() throws CorpusException {
        String text = "low ".repeat(5) + "lower ".repeat(2) + "newest ".repeat(6) + "widest ".repeat(3);
        Tokenizer tokenizer = BpeTrainer.train(counts(text), 256 + 3, size -> {});
        assertThat(List.of(bytes(tokenizer, 256), bytes(tokenizer, 257), bytes(tokenizer, 258)))
                .containsExactly("es", "est", "lo");
    }

    /// The definition, as slow as it reads: count all pairs, join the most frequent, begin again.
    private static List<String> slowly(String text, int merges) {
        List<List<String>> words = new ArrayList<>();
        byte[] utf8 = Utf8.encode(text);
        for (int from = 0; from < utf8.length; ) {
            int to = PreSplit.end(utf8, from, utf8.length);
            List<String> word = new ArrayList<>();
            for (int i = from; i < to; i++) {
                word.add(new String(utf8, i, 1, StandardCharsets.ISO_8859_1));
            }
            words.add(word);
            from = to;
        }
        List<String> tokens = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            tokens.add(Character.toString(value));
        }
        while (tokens.size() < 256 + merges) {
            Map<Long, Integer> counts = new HashMap<>();
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    counts.merge(
                            PairTable.key(tokens.indexOf(word.get(i)), tokens.indexOf(word.get(i + 1))),
                            1,
                            Integer::sum);
                }
            }
            long best = counts.entrySet().stream()
                    .min(Map.Entry.<Long, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
            String left = tokens.get((int) (best >>> 32));
            String right = tokens.get((int) best);
            if (!tokens.contains(left + right)) {
                tokens.add(left + right);
            }
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    if (word.get(i).equals(left) && word.get(i + 1).equals(right)) {
                        word.set(i, left + right);
                        word.remove(i + 1);
                    }
                }
            }
        }
        return tokens.subList(256, tokens.size());
    }

    @Test
    void learnsWhatTheDefinitionSays() throws CorpusException {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 20; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                for (int length = random.nextInt(9); length >= 0; length--) {
                    text.append((char) ('a' + random.nextInt(3)));
                }
                text.append(' ');
            }
            Tokenizer tokenizer = BpeTrainer.train(counts(text.toString()), 256 + 40, size -> {});
            List<String> learned = new ArrayList<>();
            for (int id = 256; id < tokenizer.bos(); id++) {
                learned.add(bytes(tokenizer, id));
            }
            assertThat(learned).isEqualTo(slowly(text.toString(), 40));
        }
    }

    @Test
    void theOrderInWhichThreadsCountDoesNotMatter() throws CorpusException {
        SplittableRandom random = new SplittableRandom(10);
        String first = RandomText.of(random, 5_000);
        String second = RandomText.of(random, 5_000);
        WordCounts merged = counts(second);
        merged.add(counts(first));
        Tokenizer one = BpeTrainer.train(counts(first, second), 600, size -> {});
        Tokenizer other = BpeTrainer.train(merged, 600, size -> {});
        for (int id = 0; id < one.bos(); id++) {
            assertThat(bytes(one, id)).isEqualTo(bytes(other, id));
        }
    }

    @Test
    void noTwoTokensStandForTheSameBytes() throws CorpusException {
        Tokenizer tokenizer =
                BpeTrainer.train(counts(RandomText.of(new SplittableRandom(12), 20_000)), 1_000, size -> {});
        Set<String> seen = new HashSet<>();
        for (int id = 0; id < tokenizer.bos(); id++) {
            assertThat(seen.add(bytes(tokenizer, id))).isTrue();
        }
    }

    @Test
    void aTextWithTooFewPairsIsRefusedWithTheVocabularyItHas() throws CorpusException {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> BpeTrainer.train(counts("abc abc"), 4_096, size -> {}))
                .withMessageContaining("(4096)")
                .withMessageContaining("Maybe the corpus is too small: choose a vocab of at most 258.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BpeTrainer.train(counts("abc"), 255, size -> {}))
                .withMessageContaining("(255)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BpeTrainer.train(counts("abc"), 65_537, size -> {}))
                .withMessageContaining("(65537)");
    }

    @Test
    void bytesAloneAreAVocabulary() throws CorpusException {
        Tokenizer tokenizer = BpeTrainer.train(counts(""), 256, size -> {});
        assertThat(tokenizer.decode(tokenizer.encode("é\u0000"))).isEqualTo("é\u0000");
        assertThat(tokenizer.vocabulary()).isEqualTo(257);
    }
}
