package dev.nightjar.judging;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;

/// An honest program that has learnt how often a token follows the one before: a model of somebody who counts.
class Counting implements PipedServer.Program {

    private final double confidence;

    /// @param confidence logit of the next token
    Counting(double confidence) {
        this.confidence = confidence;
    }

    /// The logits after reading `tokens[offset .. offset + position]`.
    double[] distribution(int[] tokens, int offset, int position) {
        double[] logits = new double[Bench.VOCABULARY];
        logits[(tokens[offset + position] + 1) % Bench.BOS] = confidence;
        return logits;
    }

    @Override
    public float[] claims(ScoreRequest request) {
        float[] claims = new float[request.rows() * request.context()];
        for (int row = 0; row < request.rows(); row++) {
            for (int t = 0; t < request.context(); t++) {
                int offset = offset(request, row);
                claims[row * request.context() + t] =
                        (float) loss(distribution(request.tokens(), offset, t), request.tokens()[offset + t + 1]);
            }
        }
        return claims;
    }

    @Override
    public float[] logits(AuditRequest request) {
        float[] all = new float[request.rows() * Bench.VOCABULARY];
        for (int row = 0; row < request.rows(); row++) {
            double[] logits = distribution(request.tokens(), offset(request, row), request.positions()[row]);
            for (int v = 0; v < Bench.VOCABULARY; v++) {
                all[row * Bench.VOCABULARY + v] = (float) logits[v];
            }
        }
        return all;
    }

    static int offset(Request request, int row) {
        return row * (request.context() + 1);
    }

    static double loss(double[] logits, int target) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[target];
    }
}
