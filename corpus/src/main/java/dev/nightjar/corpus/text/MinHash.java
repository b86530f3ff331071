package dev.nightjar.corpus.text;

import java.util.Arrays;

/// Signatures whose agreement estimates the Jaccard similarity of two texts' sets of shingles, five words in a row.
///
/// One-permutation hashing (Li, Owen, Zhang 2012): one hash for each shingle, the smallest in each of [#BINS] bins; an
/// empty bin borrows from the next full one on its right (densification, Shrivastava, Li 2014).
public final class MinHash {

    /// Numbers of a signature.
    public static final int BINS = 128;

    private static final int SHINGLE = 5;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long OLDEST = power(BASE, SHINGLE);
    private static final int EMPTY = Integer.MAX_VALUE;

    private MinHash() {}

    /// The signature of `text`, in which words are letters, digits and everything beyond ASCII; the rest separates.
    public static int[] signature(byte[] text) {
        int[] smallest = new int[BINS];
        Arrays.fill(smallest, EMPTY);
        long[] window = new long[SHINGLE];
        long rolling = 0;
        int words = 0;
        for (int at = 0; at < text.length; at++) {
            if (!isWord(text[at])) {
                continue;
            }
            long word = 0;
            for (; at < text.length && isWord(text[at]); at++) {
                word = (word ^ text[at]) * 0x100000001B3L;
            }
            word = mix(word);
            int slot = words % SHINGLE;
            rolling = rolling * BASE + word - window[slot] * OLDEST;
            window[slot] = word;
            words++;
            if (words >= SHINGLE) {
                put(mix(rolling), smallest);
            }
        }
        if (words < SHINGLE) {
            put(mix(rolling + words), smallest);
        }
        densify(smallest);
        return smallest;
    }

    private static void put(long hash, int[] smallest) {
        int bin = (int) hash & (BINS - 1);
        smallest[bin] = Math.min(smallest[bin], (int) (hash >>> 33));
    }

    private static void densify(int[] smallest) {
        int full = 0;
        while (smallest[full] == EMPTY) {
            full++;
        }
        // From right to left, each empty bin sees its right neighbour already filled; a step adds a constant so that
        // borrowed values agree only when borrowed over the same distance.
        for (int i = 0; i < BINS; i++) {
            int bin = Math.floorMod(full - 1 - i, BINS);
            if (smallest[bin] == EMPTY) {
                smallest[bin] = smallest[(bin + 1) % BINS] + 0x61C88647;
            }
        }
    }

    /// The estimated Jaccard similarity of two texts, 0 to 1.
    public static double similarity(int[] one, int[] other) {
        int equal = 0;
        for (int i = 0; i < BINS; i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return (double) equal / BINS;
    }

    private static boolean isWord(byte value) {
        return value < 0
                || (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || (value >= '0' && value <= '9')
                || value == '_';
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 32);
    }

    private static long power(long base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
