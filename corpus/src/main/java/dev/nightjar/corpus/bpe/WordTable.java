package dev.nightjar.corpus.bpe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers distinct words 0, 1, 2, … in order of arrival: an open-addressing hash table over slices of bytes, which
/// allocates nothing for a word that it knows.
final class WordTable {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    /// 0 if empty, else the upper half of the word's hash and, below it, the word's number plus one.
    private long[] slots = new long[1 << 12];
    private byte[] bytes = new byte[1 << 16];
    private int[] ends = new int[1 << 11];
    private int size;

    /// The number of the word `text[from, to)`, which is added if it is new.
    int number(byte[] text, int from, int to) {
        long hash = hash(text, from, to);
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0) {
            int number = (int) slots[at] - 1;
            if ((slots[at] ^ hash) >>> 32 == 0 && Arrays.equals(bytes, start(number), ends[number], text, from, to)) {
                return number;
            }
            at = (at + 1) & mask;
        }
        return add(text, from, to, hash, at);
    }

    private int add(byte[] text, int from, int to, long hash, int at) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length)));
        }
        System.arraycopy(text, from, bytes, start, to - from);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size] = end;
        slots[at] = (hash & 0xFFFFFFFF00000000L) | (size + 1);
        size++;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            long hash = hash(bytes, start(number), ends[number]);
            int at = (int) hash & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = (hash & 0xFFFFFFFF00000000L) | (number + 1);
        }
    }

    int size() {
        return size;
    }

    int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    int end(int number) {
        return ends[number];
    }

    /// All words one after another; `[start, end)` of a number is its word.
    byte[] bytes() {
        return bytes;
    }

    /// Forgets all words but keeps the memory.
    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) LONG.get(text, at)) * PRIME;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += 8) {
            rest |= (text[at] & 0xFFL) << shift;
        }
        hash = (hash ^ rest) * PRIME;
        hash = (hash ^ (hash >>> 29)) * PRIME;
        return hash ^ (hash >>> 32);
    }
}
