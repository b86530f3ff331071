package dev.nightjar.corpus.bpe;

import java.util.Arrays;
import java.util.PriorityQueue;

/// Encodes one word: while two neighbours make a token, those with the lowest token are joined, the leftmost first.
/// For one thread.
final class WordEncoder {

    /// Up to this length a scan for the best pair is faster than a queue of pairs.
    private static final int SHORT = 128;

    private final PairTable pairs;
    private final int[] symbols = new int[SHORT];
    private final int[] ranks = new int[SHORT];

    WordEncoder(PairTable pairs) {
        this.pairs = pairs;
    }

    /// Appends the tokens of `text[from, to)` to `out`.
    void encode(byte[] text, int from, int to, IntList out) {
        if (to - from <= SHORT) {
            encodeShort(text, from, to, out);
        } else {
            encodeLong(text, from, to, out);
        }
    }

    private void encodeShort(byte[] text, int from, int to, IntList out) {
        int length = to - from;
        for (int i = 0; i < length; i++) {
            symbols[i] = text[from + i] & 0xFF;
        }
        for (int i = 0; i + 1 < length; i++) {
            ranks[i] = rank(symbols[i], symbols[i + 1]);
        }
        while (length > 1) {
            int best = 0;
            for (int i = 1; i + 1 < length; i++) {
                if (ranks[i] < ranks[best]) {
                    best = i;
                }
            }
            if (ranks[best] == Integer.MAX_VALUE) {
                break;
            }
            symbols[best] = ranks[best];
            length--;
            System.arraycopy(symbols, best + 2, symbols, best + 1, length - best - 1);
            System.arraycopy(ranks, best + 1, ranks, best, length - best - 1);
            if (best + 1 < length) {
                ranks[best] = rank(symbols[best], symbols[best + 1]);
            }
            if (best > 0) {
                ranks[best - 1] = rank(symbols[best - 1], symbols[best]);
            }
        }
        for (int i = 0; i < length; i++) {
            out.add(symbols[i]);
        }
    }

    /// The same order of joins from a queue of (token, place of the left neighbour): a word of a megabyte stays
    /// cheap.
    private void encodeLong(byte[] text, int from, int to, IntList out) {
        int length = to - from;
        int[] token = new int[length];
        int[] next = new int[length];
        int[] previous = new int[length];
        for (int i = 0; i < length; i++) {
            token[i] = text[from + i] & 0xFF;
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        PriorityQueue<Long> queue = new PriorityQueue<>();
        for (int i = 0; i + 1 < length; i++) {
            offer(queue, token, i, i + 1);
        }
        while (!queue.isEmpty()) {
            long first = queue.remove();
            int left = (int) first;
            int merged = (int) (first >>> 32);
            if (token[left] < 0 || next[left] >= length || rank(token[left], token[next[left]]) != merged) {
                continue;
            }
            int right = next[left];
            token[left] = merged;
            token[right] = -1;
            next[left] = next[right];
            if (next[left] < length) {
                previous[next[left]] = left;
                offer(queue, token, left, next[left]);
            }
            if (previous[left] >= 0) {
                offer(queue, token, previous[left], left);
            }
        }
        Arrays.stream(token).filter(id -> id >= 0).forEach(out::add);
    }

    private void offer(PriorityQueue<Long> queue, int[] token, int left, int right) {
        int rank = rank(token[left], token[right]);
        if (rank != Integer.MAX_VALUE) {
            queue.add(((long) rank << 32) | left);
        }
    }

    private int rank(int left, int right) {
        int merged = pairs.get(PairTable.key(left, right));
        return merged == PairTable.ABSENT ? Integer.MAX_VALUE : merged;
    }
}
