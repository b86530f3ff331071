package dev.nightjar.corpus;

import dev.nightjar.corpus.text.CorpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which split each document goes to.
final class Splitting {

    /// Bytes of the longest document for validation: one of a megabyte, mostly the same comment over and over,
    /// would be a third of the split.
    private static final int LONGEST_JUDGED = 100_000;

    private final Map<Split, List<Spool.Entry>> splits = new EnumMap<>(Split.class);
    private int nearTest;

    /// Splits by the hash of each document's name, so that a document stays where it is when others come or go.
    /// With three documents or more no split is empty.
    ///
    /// @throws CorpusException if there are fewer
    static Splitting byName(List<Spool.Entry> entries, CorpusSettings settings) throws CorpusException {
        if (entries.size() < Split.values().length) {
            throw new CorpusException(
                    "The corpus has (%d) documents; training, validation and test need one each."
                            .formatted(entries.size()),
                    "it is one large file: `split -l 1000` cuts it into documents.");
        }
        List<Spool.Entry> sorted = sorted(entries);
        Split[] assigned =
                sorted.stream().map(entry -> at(entry.order(), settings)).toArray(Split[]::new);
        int last = sorted.size() - 1;
        assigned[0] = Split.VALIDATION;
        assigned[last] = Split.TEST;
        if (Arrays.stream(assigned).noneMatch(split -> split == Split.TRAIN)) {
            assigned[1] = Split.TRAIN;
        }
        Splitting splitting = new Splitting();
        for (int i = 0; i < sorted.size(); i++) {
            splitting.add(assigned[i], sorted.get(i));
        }
        return splitting;
    }

    private static Split at(long order, CorpusSettings settings) {
        double place = place(order);
        if (place < settings.validation()) {
            return Split.VALIDATION;
        }
        return place >= 1 - settings.test() ? Split.TEST : Split.TRAIN;
    }

    /// Bits of a hash as a number from 0 to 1.
    private static double place(long order) {
        return (order >>> 11) * 0x1p-53;
    }

    /// Held-out libraries are the test split. Of what is left, each group of near duplicates goes to one side as a
    /// whole, by the hash of its first name (to training if it is very long); what is near to a test document is
    /// left out.
    ///
    /// @param groups for each document the number of the first of its group
    static Splitting byGroup(List<Spool.Entry> entries, int[] groups, CorpusSettings settings) throws CorpusException {
        Set<Integer> nearTest = new HashSet<>();
        Set<Integer> tooLong = new HashSet<>();
        for (Spool.Entry entry : entries) {
            if (entry.heldOut()) {
                nearTest.add(groups[entry.number()]);
            }
            if (entry.length() > LONGEST_JUDGED) {
                tooLong.add(groups[entry.number()]);
            }
        }
        Splitting splitting = new Splitting();
        for (Spool.Entry entry : sorted(entries)) {
            int group = groups[entry.number()];
            if (entry.heldOut()) {
                splitting.add(Split.TEST, entry);
            } else if (nearTest.contains(group)) {
                splitting.nearTest++;
            } else {
                boolean validation =
                        !tooLong.contains(group) && place(entries.get(group).order()) < settings.validation();
                splitting.add(validation ? Split.VALIDATION : Split.TRAIN, entry);
            }
        }
        splitting.requireEverySplit();
        return splitting;
    }

    private void requireEverySplit() throws CorpusException {
        for (Split split : Split.values()) {
            if (of(split).isEmpty()) {
                throw new CorpusException(
                        "No document of the corpus falls to the split (%s).".formatted(split),
                        "the corpus is too small.");
            }
        }
    }

    private static List<Spool.Entry> sorted(List<Spool.Entry> entries) {
        Comparator<Spool.Entry> byOrder = (one, other) -> Long.compareUnsigned(one.order(), other.order());
        return entries.stream().sorted(byOrder.thenComparing(Spool.Entry::name)).toList();
    }

    private void add(Split split, Spool.Entry entry) {
        splits.computeIfAbsent(split, _ -> new ArrayList<>()).add(entry);
    }

    /// The documents of `split`, in an order without meaning that depends on their names alone.
    List<Spool.Entry> of(Split split) {
        return splits.getOrDefault(split, List.of());
    }

    /// Documents that were left out because they are near to a test document.
    int nearTest() {
        return nearTest;
    }
}
