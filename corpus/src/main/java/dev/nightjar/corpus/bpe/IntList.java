package dev.nightjar.corpus.bpe;

import java.util.Arrays;

/// Ints that grow, without boxing.
final class IntList {

    private int[] values = new int[4];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    int last() {
        return values[size - 1];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /// Copies `length` values from `index` on to the end of `target`.
    void copyTo(IntList target, int index, int length) {
        if (target.size + length > target.values.length) {
            target.values = Arrays.copyOf(target.values, Math.max(2 * target.values.length, target.size + length));
        }
        System.arraycopy(values, index, target.values, target.size, length);
        target.size += length;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
