package dev.nightjar.judging;

/// What the audited tokens say about the sum of all claims, in nats.
///
/// Draw k found the truth tₖ of a token with claim cₖ and probability pₖ. Then yₖ = (tₖ − cₖ) / pₖ has
/// the mean Σ (tᵢ − cᵢ) over all tokens, so the mean of the yₖ estimates without bias how much too low the
/// claims are together, whatever they are (Hansen and Hurwitz, 1943). The halves of the draws are two strata: with
/// s₁², s₂² the variances of yₖ within n₁ and n₂ draws, the variance of the mean over n draws is (n₁
/// s₁² + n₂ s₂²) / n².
///
/// @param correction to be added to the sum of the claims
/// @param error      standard error of the correction
/// @param off        draws that were further from the claim than the tolerance
/// @param worst      the largest |tₖ − cₖ|
record Estimate(double correction, double error, int off, double worst) {

    /// @param truths losses by the audits, in the order of the draws
    static Estimate of(Draws draws, float[] claims, double[] truths, double tolerance) {
        int count = draws.count();
        double[] weighted = new double[count];
        double worst = 0;
        int off = 0;
        for (int k = 0; k < count; k++) {
            double difference = truths[k] - claims[draws.places()[k]];
            weighted[k] = difference / draws.probability()[k];
            worst = Math.max(worst, Math.abs(difference));
            off += Math.abs(difference) > tolerance ? 1 : 0;
        }
        double sum = 0;
        for (double value : weighted) {
            sum += value;
        }
        double squares = spread(weighted, 0, draws.uniform()) + spread(weighted, draws.uniform(), count);
        return new Estimate(sum / count, Math.sqrt(squares) / count, off, worst);
    }

    /// n s² of the values in [from, to).
    private static double spread(double[] values, int from, int to) {
        int count = to - from;
        if (count < 2) {
            return 0;
        }
        double mean = 0;
        for (int k = from; k < to; k++) {
            mean += values[k] / count;
        }
        double squares = 0;
        for (int k = from; k < to; k++) {
            squares += (values[k] - mean) * (values[k] - mean);
        }
        return squares * count / (count - 1);
    }
}
