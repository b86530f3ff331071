package dev.nightjar.corpus.bpe;

import java.util.Arrays;

/// Pairs by falling count, then rising key. An entry may be outdated: [#pop] compares it with the count of today.
final class PairHeap {

    private int[] pairs = new int[1 << 12];
    private long[] counts = new long[1 << 12];
    private long[] keys = new long[1 << 12];
    /// For each pair the highest count that an entry of the heap has for it, so that it is not pushed twice.
    private long[] promised = new long[1 << 12];
    private int size;

    void push(int pair, long count, long key) {
        if (pair >= promised.length) {
            promised = Arrays.copyOf(promised, Math.max(2 * promised.length, pair + 1));
        }
        if (count <= promised[pair]) {
            return;
        }
        promised[pair] = count;
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        int at = size++;
        while (at > 0 && before(count, key, (at - 1) / 2)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        set(at, pair, count, key);
    }

    /// The pair with the highest count in `current`, taken out; -1 if no pair is left.
    int pop(long[] current) {
        while (size > 0) {
            int pair = pairs[0];
            long count = counts[0];
            long key = keys[0];
            removeFirst();
            if (count < promised[pair]) {
                continue;
            }
            promised[pair] = 0;
            if (count == current[pair]) {
                return pair;
            }
            push(pair, current[pair], key);
        }
        return -1;
    }

    private void removeFirst() {
        size--;
        if (size == 0) {
            return;
        }
        int pair = pairs[size];
        long count = counts[size];
        long key = keys[size];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(counts[child + 1], keys[child + 1], child)) {
                child++;
            }
            if (!before(counts[child], keys[child], count, key)) {
                break;
            }
            move(child, at);
            at = child;
            child = 2 * at + 1;
        }
        set(at, pair, count, key);
    }

    private boolean before(long count, long key, int other) {
        return before(count, key, counts[other], keys[other]);
    }

    private static boolean before(long count, long key, long otherCount, long otherKey) {
        return count != otherCount ? count > otherCount : key < otherKey;
    }

    private void move(int from, int to) {
        set(to, pairs[from], counts[from], keys[from]);
    }

    private void set(int at, int pair, long count, long key) {
        pairs[at] = pair;
        counts[at] = count;
        keys[at] = key;
    }
}
