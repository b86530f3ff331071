package dev.nightjar.judging;

import java.util.Optional;
import java.util.SplittableRandom;

/// Which tokens are audited, and with what probability each could have been.
///
/// The first half is drawn uniformly over the N tokens that count, the second half in proportion to dᵢ = |cᵢ −
/// rᵢ|, the distance of the claim from the reference's claim on the same token; with replacement. Without a
/// reference, or one with the same claims, all are drawn uniformly. Where a claim has to win against the reference's,
/// it is far from it: so the second half looks where a falsehood would pay.
///
/// @param places      of the drawn tokens in `[rows][context]`; the first `uniform` of them are the uniform half
/// @param probability for each draw: pᵢ = ½ / N + ½ dᵢ / Σd, or 1 / N without a second half. It is that of the
/// mixture
///     whichever half drew the token (the balance heuristic: Veach and Guibas, 1995)
record Draws(int[] places, double[] probability, int uniform) {

    /// @param counted   places of the tokens that count
    /// @param reference losses that the reference claims
    static Draws of(float[] claims, Optional<float[]> reference, int[] counted, int count, SplittableRandom random) {
        return from(counted, cumulative(claims, reference, counted), count, random);
    }

    /// @param cumulative running sums of the distances of the counted tokens
    static Draws from(int[] counted, double[] cumulative, int count, SplittableRandom random) {
        double total = cumulative[cumulative.length - 1];
        int uniform = total > 0 ? count / 2 : count;
        int[] places = new int[count];
        double[] probability = new double[count];
        for (int k = 0; k < count; k++) {
            int i = k < uniform ? random.nextInt(counted.length) : find(cumulative, random.nextDouble() * total);
            places[k] = counted[i];
            double distance = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
            double flat = 1.0 / counted.length;
            probability[k] =
                    total > 0 ? share(uniform, count) * flat + share(count - uniform, count) * distance / total : flat;
        }
        return new Draws(places, probability, uniform);
    }

    private static double share(int part, int whole) {
        return (double) part / whole;
    }

    int count() {
        return places.length;
    }

    /// Running sums of the distances; all zero without a reference.
    static double[] cumulative(float[] claims, Optional<float[]> reference, int[] counted) {
        double[] sums = new double[counted.length];
        double sum = 0;
        for (int i = 0; i < counted.length; i++) {
            int place = counted[i];
            sum += reference.isPresent()
                    ? Math.abs((double) claims[place] - reference.get()[place])
                    : 0;
            sums[i] = sum;
        }
        return sums;
    }

    /// The first index whose running sum is above `value`: one with distance zero is never found.
    private static int find(double[] cumulative, double value) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
