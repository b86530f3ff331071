package dev.nightjar.corpus;

import dev.nightjar.corpus.source.Drop;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What became of a corpus.
///
/// @param splits the size of each split
/// @param gzipBitsPerByte bits that `gzip -9` needs for each byte of the validation text, all of it as one file
/// @param dropped how many texts were left out, and why
public record CorpusStatistics(Map<Split, SplitStatistics> splits, double gzipBitsPerByte, Map<Drop, Long> dropped) {

    public CorpusStatistics {
        Map<Split, SplitStatistics> sizes = new EnumMap<>(Split.class);
        sizes.putAll(splits);
        if (sizes.size() != Split.values().length) {
            throw new IllegalArgumentException(
                    "Statistics of (%s) miss a split.%nMaybe the file is damaged.".formatted(sizes.keySet()));
        }
        splits = Collections.unmodifiableMap(sizes);
        Map<Drop, Long> counts = new EnumMap<>(Drop.class);
        counts.putAll(dropped);
        dropped = Collections.unmodifiableMap(counts);
    }

    public SplitStatistics train() {
        return of(Split.TRAIN);
    }

    public SplitStatistics validation() {
        return of(Split.VALIDATION);
    }

    public SplitStatistics test() {
        return of(Split.TEST);
    }

    /// The size of `split`.
    public SplitStatistics of(Split split) {
        return Objects.requireNonNull(splits.get(split));
    }
}
