package dev.nightjar.judging;

import java.util.Arrays;
import java.util.Optional;

/// What clean audits can have missed, in nats over all counted tokens, at 95 %.
///
/// Two things can be false and unseen, and each gets half of the 5 %.
///
/// **Little everywhere.** Differences within the tolerance are seen by the estimate and corrected, up to its error:
/// 1.96 standard errors.
///
/// **Much, rarely.** Say that a set F of k tokens, fixed with the claims, is off by more than the tolerance. n₁
/// uniform and n₂ proportional draws all miss it with probability (1 − k/N)^n₁ · (1 − D(F)/D)^n₂, D(F) being
/// the sum of the distances dᵢ = |cᵢ − rᵢ| in F. With n₁ = n₂ = n/2 that is at least α only if (1 −
/// k/N)(1 − D(F)/D) ≥ α^(2/n) = 1 − ε. What is false is Σ (tᵢ − cᵢ) over F: wins over the reference that
/// are none, Σ (rᵢ − cᵢ), and losses against it that are hidden, Σ (tᵢ − rᵢ). The wins are at most D(F),
/// and at most S(k), the sum of the k largest rᵢ − cᵢ of all. The hidden losses leave no trace in the claims;
/// they are taken to be no larger than the wins that are claimed: at most S(k) too. So F hides at most
///
/// max over k ≤ εN of S(k) + min( S(k), D · (1 − (1 − ε) / (1 − k/N)) ).
///
/// Without a reference all n draws are uniform: |F| ≤ (1 − α^(1/n)) N, and the most that F could have won is
/// counted against a model that knows nothing, whose loss is ln V for every token.
final class ResidualBound {

    /// Half of the 5 %.
    private static final double ALPHA = 0.025;

    /// A normal variable exceeds it with probability α.
    private static final double DEVIATIONS = 1.959964;

    private ResidualBound() {}

    static double nats(
            float[] claims, Optional<float[]> reference, int[] counted, int vocabulary, int audits, double error) {
        double rare = reference
                .map(other -> against(claims, other, counted, audits))
                .filter(bound -> bound >= 0)
                .orElseGet(() -> alone(claims, counted, vocabulary, audits));
        return DEVIATIONS * error + rare;
    }

    /// Negative if the reference claims the same.
    private static double against(float[] claims, float[] reference, int[] counted, int audits) {
        double[] gains = new double[counted.length];
        double distance = 0;
        for (int i = 0; i < counted.length; i++) {
            double gain = (double) reference[counted[i]] - claims[counted[i]];
            distance += Math.abs(gain);
            gains[i] = Math.max(0, gain);
        }
        if (distance == 0) {
            return -1;
        }
        double kept = Math.pow(ALPHA, 2.0 / audits);
        Arrays.sort(gains);
        double won = 0;
        double bound = 0;
        for (int k = 1; k <= (1 - kept) * gains.length; k++) {
            won += gains[gains.length - k];
            double hidden = distance * (1 - kept / (1 - (double) k / gains.length));
            bound = Math.max(bound, won + Math.min(won, hidden));
        }
        return bound;
    }

    private static double alone(float[] claims, int[] counted, int vocabulary, int audits) {
        double[] gains = new double[counted.length];
        for (int i = 0; i < counted.length; i++) {
            gains[i] = Math.max(0, Math.log(vocabulary) - claims[counted[i]]);
        }
        Arrays.sort(gains);
        int missed = (int) ((1 - Math.pow(ALPHA, 1.0 / audits)) * gains.length);
        double won = 0;
        for (int k = 1; k <= missed; k++) {
            won += gains[gains.length - k];
        }
        return won;
    }
}
