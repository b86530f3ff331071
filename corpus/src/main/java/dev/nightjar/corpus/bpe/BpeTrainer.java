package dev.nightjar.corpus.bpe;

import dev.nightjar.corpus.text.CorpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// Learns merges from word counts: again and again the most frequent pair of adjacent tokens becomes a token. Of
/// equally frequent pairs the one with the smaller ids is taken, so the result depends on the counts alone.
///
/// Each distinct word is kept once, each pair knows the words that hold it, and a merge touches only those; a heap with
/// outdated entries finds the next pair.
public final class BpeTrainer {

    private final List<int[]> words = new ArrayList<>();
    private final int[] lengths;
    private final long[] wordCounts;

    private final PairTable pairs = new PairTable();
    private final List<IntList> wordsOfPair = new ArrayList<>();
    private long[] pairCounts = new long[1 << 12];
    private long[] keys = new long[1 << 12];
    private final PairHeap heap = new PairHeap();
    private final IntList risen = new IntList();

    private BpeTrainer(WordCounts counts) {
        this.lengths = new int[counts.size()];
        this.wordCounts = new long[counts.size()];
        for (int word = 0; word < counts.size(); word++) {
            int[] symbols = counts.symbols(word);
            words.add(symbols);
            lengths[word] = symbols.length;
            wordCounts[word] = counts.count(word);
            for (int i = 0; i + 1 < symbols.length; i++) {
                change(symbols[i], symbols[i + 1], word, wordCounts[word]);
            }
        }
        pushRisen();
    }

    /// Learns a tokenizer with `vocabulary` ordinary tokens: 256 bytes and the rest merges.
    ///
    /// @param progress hears the number of tokens so far
    /// @throws IllegalArgumentException if the vocabulary is not from 256 to 65,536
    /// @throws CorpusException if the text has too few pairs for it
    public static Tokenizer train(WordCounts counts, int vocabulary, IntConsumer progress) throws CorpusException {
        TokenList tokens = new TokenList(vocabulary);
        new BpeTrainer(counts).learn(tokens, progress);
        if (tokens.size() < vocabulary) {
            throw new CorpusException(
                    "The text has pairs for a vocabulary of %d tokens, not for (%d)."
                            .formatted(tokens.size(), vocabulary),
                    "the corpus is too small: choose a vocab of at most %d.".formatted(tokens.size()));
        }
        return new Tokenizer(tokens);
    }

    private void learn(TokenList tokens, IntConsumer progress) {
        while (tokens.size() < tokens.capacity()) {
            int pair = heap.pop(pairCounts);
            // A pair that occurs once joins nothing that a later text would have again.
            if (pair < 0 || pairCounts[pair] < 2) {
                return;
            }
            int left = (int) (keys[pair] >>> 32);
            int right = (int) keys[pair];
            int merged = tokens.merge(left, right);
            IntList holders = wordsOfPair.get(pair);
            for (int i = 0; i < holders.size(); i++) {
                merge(holders.get(i), left, right, merged);
            }
            pairCounts[pair] = 0;
            wordsOfPair.set(pair, new IntList());
            pushRisen();
            progress.accept(tokens.size());
        }
    }

    private void merge(int word, int left, int right, int merged) {
        int[] symbols = words.get(word);
        int length = lengths[word];
        long count = wordCounts[word];
        int out = 0;
        for (int in = 0; in < length; out++) {
            if (in + 1 < length && symbols[in] == left && symbols[in + 1] == right) {
                if (out > 0) {
                    change(symbols[out - 1], left, word, -count);
                    change(symbols[out - 1], merged, word, count);
                }
                if (in + 2 < length) {
                    change(right, symbols[in + 2], word, -count);
                    change(merged, symbols[in + 2], word, count);
                }
                symbols[out] = merged;
                in += 2;
            } else {
                symbols[out] = symbols[in++];
            }
        }
        lengths[word] = out;
    }

    private void change(int left, int right, int word, long difference) {
        long key = PairTable.key(left, right);
        int pair = pairs.putIfAbsent(key, wordsOfPair.size());
        if (pair == wordsOfPair.size()) {
            wordsOfPair.add(new IntList());
            if (pair == keys.length) {
                keys = Arrays.copyOf(keys, 2 * pair);
                pairCounts = Arrays.copyOf(pairCounts, 2 * pair);
            }
            keys[pair] = key;
        }
        pairCounts[pair] += difference;
        if (difference > 0) {
            IntList holders = wordsOfPair.get(pair);
            if (holders.size() == 0 || holders.last() != word) {
                holders.add(word);
            }
            risen.add(pair);
        }
    }

    /// Pairs that fell need no new entry: the heap corrects an entry that promises too much when it comes up.
    private void pushRisen() {
        for (int i = 0; i < risen.size(); i++) {
            int pair = risen.get(i);
            heap.push(pair, pairCounts[pair], keys[pair]);
        }
        risen.clear();
    }
}
