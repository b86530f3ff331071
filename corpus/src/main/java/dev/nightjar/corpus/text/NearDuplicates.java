package dev.nightjar.corpus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Groups texts that are nearly the same: locality-sensitive hashing proposes pairs, signatures confirm them, and a
/// union-find joins what is confirmed, directly or through others.
public final class NearDuplicates {

    /// Texts at least this similar are near duplicates.
    public static final double SIMILAR = 0.5;

    /// 32 bands of 4: two texts of similarity s meet in a band with probability 1 - (1 - s⁴)³², which is 0.87
    /// at 0.5 and 0.9999 at 0.7.
    private static final int ROWS_OF_A_BAND = 4;

    private NearDuplicates() {}

    /// For each text the number of the first text of its group.
    public static int[] groups(List<int[]> signatures) {
        int[] parents = new int[signatures.size()];
        Arrays.setAll(parents, i -> i);
        for (int start = 0; start < MinHash.BINS; start += ROWS_OF_A_BAND) {
            for (List<Integer> bucket : band(signatures, start)) {
                joinSimilar(bucket, signatures, parents);
            }
        }
        for (int i = 0; i < parents.length; i++) {
            parents[i] = root(parents, i);
        }
        return parents;
    }

    private static Iterable<List<Integer>> band(List<int[]> signatures, int start) {
        Map<List<Integer>, List<Integer>> buckets = new HashMap<>();
        for (int text = 0; text < signatures.size(); text++) {
            int[] signature = signatures.get(text);
            List<Integer> key =
                    List.of(signature[start], signature[start + 1], signature[start + 2], signature[start + 3]);
            buckets.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(text);
        }
        return buckets.values();
    }

    /// Compares each text of a bucket with the first and with the one before: all pairs would be quadratic where
    /// hundreds of files share a frame, and each pair gets its chance in other bands.
    private static void joinSimilar(List<Integer> bucket, List<int[]> signatures, int[] parents) {
        for (int i = 1; i < bucket.size(); i++) {
            for (int other : new int[] {bucket.getFirst(), bucket.get(i - 1)}) {
                int text = bucket.get(i);
                boolean joined = root(parents, text) == root(parents, other);
                if (!joined && MinHash.similarity(signatures.get(text), signatures.get(other)) >= SIMILAR) {
                    join(parents, text, other);
                }
            }
        }
    }

    private static void join(int[] parents, int one, int other) {
        int first = root(parents, one);
        int second = root(parents, other);
        // The smaller number stays the root, so that the groups do not depend on the order of the joins.
        parents[Math.max(first, second)] = Math.min(first, second);
    }

    private static int root(int[] parents, int text) {
        int at = text;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
