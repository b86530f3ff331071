package dev.nightjar.corpus.bpe;

import java.util.Arrays;

/// How often each distinct word occurs in a sample of text.
public final class WordCounts {

    /// Longer words are rulers and encoded data; they teach nothing and would make a merge cost their length.
    private static final int LONGEST_WORD = 256;

    private final WordTable words = new WordTable();
    private long[] counts = new long[1 << 11];

    /// Counts the words of one document, which is valid UTF-8.
    public void add(byte[] text) {
        for (int from = 0; from < text.length; ) {
            int to = PreSplit.end(text, from, text.length);
            if (to - from <= LONGEST_WORD) {
                add(text, from, to, 1);
            }
            from = to;
        }
    }

    /// Adds what another thread counted.
    public void add(WordCounts other) {
        for (int word = 0; word < other.words.size(); word++) {
            add(other.words.bytes(), other.words.start(word), other.words.end(word), other.counts[word]);
        }
    }

    private void add(byte[] text, int from, int to, long count) {
        int word = words.number(text, from, to);
        if (word == counts.length) {
            counts = Arrays.copyOf(counts, 2 * word);
        }
        counts[word] += count;
    }

    /// Distinct words.
    public int size() {
        return words.size();
    }

    long count(int word) {
        return counts[word];
    }

    /// The bytes of `word` as token ids 0 to 255.
    int[] symbols(int word) {
        int start = words.start(word);
        int[] symbols = new int[words.end(word) - start];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = words.bytes()[start + i] & 0xFF;
        }
        return symbols;
    }
}
