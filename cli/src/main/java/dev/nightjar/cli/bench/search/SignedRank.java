package dev.nightjar.cli.bench.search;

import java.util.Arrays;

/// Wilcoxon's signed-rank test of paired differences, two-sided and exact (ties share ranks, zeros are left
/// out).
final class SignedRank {

    private SignedRank() {}

    /// How probable a sum of ranks as lopsided is when the differences are symmetric around zero; 1 without
    /// any.
    static double p(double[] differences) {
        double[] values =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
        int n = sizes.length;
        long positive = 0;
        long[] doubled = new long[n];
        for (int i = 0; i < n; i++) {
            doubled[i] = doubledRank(sizes, Math.abs(values[i]));
            positive += values[i] > 0 ? doubled[i] : 0;
        }
        int total = (int) Arrays.stream(doubled).sum();
        double[] ways = new double[total + 1];
        ways[0] = 1;
        for (long rank : doubled) {
            for (int sum = total; sum >= rank; sum--) {
                ways[sum] += ways[sum - (int) rank];
            }
        }
        long extreme = Math.min(positive, total - positive);
        double tail = 0;
        for (int sum = 0; sum <= extreme; sum++) {
            tail += ways[sum];
        }
        return Math.min(1, 2 * tail / Math.pow(2, n));
    }

    /// Twice the mean of the places, from 1, that `size` takes.
    private static long doubledRank(double[] sorted, double size) {
        int first = 0;
        while (sorted[first] < size) {
            first++;
        }
        int last = first;
        while (last + 1 < sorted.length && sorted[last + 1] == size) {
            last++;
        }
        return first + last + 2L;
    }
}
