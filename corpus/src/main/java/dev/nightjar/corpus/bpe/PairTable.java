package dev.nightjar.corpus.bpe;

import java.util.Arrays;

/// A map from pairs of token ids to ints that are not negative, with open addressing and without boxing.
final class PairTable {

    static final int ABSENT = -1;

    private static final long EMPTY = -1;

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    PairTable() {
        Arrays.fill(keys, EMPTY);
    }

    static long key(int left, int right) {
        return ((long) left << 32) | right;
    }

    /// The value of `key`, or [#ABSENT].
    int get(long key) {
        int at = slot(key);
        return keys[at] == EMPTY ? ABSENT : values[at];
    }

    /// Gives `key` a value unless it has one, and returns the value that it has then.
    int putIfAbsent(long key, int value) {
        int at = slot(key);
        if (keys[at] == EMPTY) {
            keys[at] = key;
            values[at] = value;
            size++;
            if (2 * size > keys.length) {
                grow();
            }
            return value;
        }
        return values[at];
    }

    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int mask = keys.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (keys[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldKeys.length];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
