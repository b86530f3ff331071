package dev.nightjar.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplittingTest {

    private static final CorpusSettings SETTINGS = new CorpusSettings(256, 1, 0.1, 0.1, 1);

    private static List<Spool.Entry> entries(int count, int heldOut) {
        List<Spool.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "document " + i;
            entries.add(new Spool.Entry(i, name, i < heldOut, Sha256.firstBits(name), 0, 1));
        }
        return entries;
    }

    @Test
    void aDocumentStaysWhereItIsWhenOthersCome() throws CorpusException {
        Splitting few = Splitting.byName(entries(1_000, 0), SETTINGS);
        Splitting many = Splitting.byName(entries(2_000, 0), SETTINGS);
        for (Split split : Split.values()) {
            assertThat(many.of(split)).containsAll(few.of(split));
        }
        assertThat(few.of(Split.VALIDATION)).hasSizeBetween(70, 130);
        assertThat(few.of(Split.TEST)).hasSizeBetween(70, 130);
    }

    @Test
    void threeDocumentsAreEnoughForThreeSplits() throws CorpusException {
        Splitting splitting = Splitting.byName(entries(3, 0), SETTINGS);
        for (Split split : Split.values()) {
            assertThat(splitting.of(split)).hasSize(1);
        }
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Splitting.byName(entries(2, 0), SETTINGS))
                .withMessageContaining("(2)");
    }

    @Test
    void aGroupIsNeverDividedAndTestLibrariesStayAlone() throws CorpusException {
        List<Spool.Entry> entries = entries(1_000, 100);
        int[] groups = new int[1_000];
        for (int i = 0; i < 1_000; i++) {
            // Groups of four; the last fifty join groups of test documents.
            groups[i] = i < 950 ? i / 4 * 4 : (i - 950) / 4 * 4;
        }
        Splitting splitting = Splitting.byGroup(entries, groups, SETTINGS);
        assertThat(splitting.of(Split.TEST)).containsExactlyInAnyOrderElementsOf(entries.subList(0, 100));
        assertThat(splitting.nearTest()).isEqualTo(50);
        assertThat(groups(splitting, Split.TRAIN, groups))
                .doesNotContainAnyElementsOf(groups(splitting, Split.VALIDATION, groups));
        assertThat(splitting.of(Split.TRAIN).size()
                        + splitting.of(Split.VALIDATION).size())
                .isEqualTo(850);
        assertThat(splitting.of(Split.VALIDATION)).hasSizeBetween(40, 140);
    }

    @Test
    void aVeryLongDocumentIsNotMeasuredOn() throws CorpusException {
        List<Spool.Entry> entries = entries(1_000, 1);
        int[] groups = new int[1_000];
        for (int i = 0; i < 1_000; i++) {
            groups[i] = i;
            if (i % 2 == 1) {
                Spool.Entry entry = entries.get(i);
                entries.set(i, new Spool.Entry(i, entry.name(), false, entry.order(), 0, 100_001));
            }
        }
        Splitting splitting = Splitting.byGroup(entries, groups, SETTINGS);
        assertThat(splitting.of(Split.VALIDATION)).hasSizeBetween(25, 80).allMatch(entry -> entry.length() == 1);
        assertThat(splitting.of(Split.TRAIN))
                .filteredOn(entry -> entry.length() > 1)
                .hasSize(500);
    }

    private static Set<Integer> groups(Splitting splitting, Split split, int[] groups) {
        Set<Integer> found = new HashSet<>();
        splitting.of(split).forEach(entry -> found.add(groups[entry.number()]));
        return found;
    }
}
