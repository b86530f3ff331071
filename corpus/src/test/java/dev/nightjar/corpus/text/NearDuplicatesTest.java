package dev.nightjar.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static List<String> words(SplittableRandom random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + random.nextInt(5_000));
        }
        return words;
    }

    /// A copy in which every word is another with the given probability.
    private static List<String> changed(List<String> words, double probability, SplittableRandom random) {
        return words.stream()
                .map(word -> random.nextDouble() < probability ? "x" + random.nextInt(5_000) : word)
                .toList();
    }

    private static int[] signature(List<String> words) {
        return MinHash.signature(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
    }

    private static double jaccard(List<String> one, List<String> other) {
        Set<List<String>> first = shingles(one);
        Set<List<String>> both = new HashSet<>(first);
        Set<List<String>> second = shingles(other);
        both.retainAll(second);
        first.addAll(second);
        return (double) both.size() / first.size();
    }

    private static Set<List<String>> shingles(List<String> words) {
        Set<List<String>> shingles = new HashSet<>();
        for (int i = 0; i + 5 <= words.size(); i++) {
            shingles.add(words.subList(i, i + 5));
        }
        return shingles;
    }

    @Test
    void signaturesEstimateTheSimilarityOfTexts() {
        SplittableRandom random = new SplittableRandom(1);
        for (double probability : new double[] {0, 0.01, 0.05, 0.1, 0.3, 1}) {
            double estimated = 0;
            double exact = 0;
            for (int i = 0; i < 20; i++) {
                List<String> text = words(random, 1_000);
                List<String> other = changed(text, probability, random);
                estimated += MinHash.similarity(signature(text), signature(other)) / 20;
                exact += jaccard(text, other) / 20;
            }
            assertThat(estimated).isCloseTo(exact, within(0.04));
        }
    }

    @Test
    void whiteSpaceAndPunctuationDoNotCount() {
        assertThat(MinHash.signature("if (a) { return b + c; }".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MinHash.signature("if(a)\n{\n\treturn b+c;\n}\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shortTextsHaveSignaturesOfTheirOwn() {
        List<int[]> signatures = new ArrayList<>();
        for (String text : new String[] {"", "a", "b", "a b", "a b c d e", "a b c d f"}) {
            signatures.add(MinHash.signature(text.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(NearDuplicates.groups(signatures)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void groupsCopiesAndLeavesStrangersApart() {
        SplittableRandom random = new SplittableRandom(2);
        List<int[]> signatures = new ArrayList<>();
        for (int text = 0; text < 100; text++) {
            List<String> original = words(random, 200 + random.nextInt(500));
            signatures.add(signature(original));
            signatures.add(signature(changed(original, 0.02, random)));
            signatures.add(signature(words(random, 300)));
        }
        int[] groups = NearDuplicates.groups(signatures);
        for (int text = 0; text < 300; text += 3) {
            assertThat(groups[text]).isEqualTo(text);
            assertThat(groups[text + 1]).isEqualTo(text);
            assertThat(groups[text + 2]).isEqualTo(text + 2);
        }
    }

    @Test
    void aGroupIsJoinedThroughItsMembers() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> text = words(random, 1_000);
        List<int[]> chain = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            chain.add(signature(text));
            text = changed(text, 0.04, random);
        }
        assertThat(MinHash.similarity(chain.getFirst(), chain.getLast())).isLessThan(NearDuplicates.SIMILAR);
        assertThat(NearDuplicates.groups(chain)).containsOnly(0);
    }
}
