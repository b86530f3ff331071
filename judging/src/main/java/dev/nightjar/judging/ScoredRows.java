package dev.nightjar.judging;

import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;

/// Sums over scored rows, and what follows from them.
///
/// Bits per byte are a ratio of two sums over rows, R = Σ nᵢ / (ln 2 · Σ bᵢ), with nᵢ the nats and bᵢ the
/// bytes of row i. Its standard error is that of a ratio estimator (Cochran, Sampling Techniques, section 2.11): with
/// residuals rᵢ = nᵢ − (Σn / Σb) bᵢ over m rows, √(m / (m − 1) · Σ rᵢ²) / (ln 2 · Σ bᵢ).
final class ScoredRows {

    private static final double LN_2 = Math.log(2);

    private final Rows rows;
    private final TokenBytes bytes;
    private final double[] nats;
    private final long[] rowBytes;
    private long tokens;

    ScoredRows(Rows rows, TokenBytes bytes) {
        this.rows = rows;
        this.bytes = bytes;
        this.nats = new double[rows.count()];
        this.rowBytes = new long[rows.count()];
    }

    /// Takes the claimed losses of row `index`, one for each target, from `losses[offset]` on. Targets that stand
    /// for no byte do not count.
    void add(int index, float[] losses, int offset) {
        int[] row = rows.row(index);
        for (int t = 0; t < rows.context(); t++) {
            int length = bytes.count(row[t + 1]);
            if (length > 0) {
                nats[index] += losses[offset + t];
                rowBytes[index] += length;
                tokens++;
            }
        }
    }

    double bitsPerByte() {
        return totalNats() / (LN_2 * totalBytes());
    }

    double standardError() {
        double ratio = totalNats() / totalBytes();
        double squares = 0;
        for (int i = 0; i < nats.length; i++) {
            double residual = nats[i] - ratio * rowBytes[i];
            squares += residual * residual;
        }
        double correction = nats.length / (nats.length - 1.0);
        return Math.sqrt(correction * squares) / (LN_2 * totalBytes());
    }

    long tokens() {
        return tokens;
    }

    private double totalNats() {
        double sum = 0;
        for (double value : nats) {
            sum += value;
        }
        return sum;
    }

    private double totalBytes() {
        long sum = 0;
        for (long value : rowBytes) {
            sum += value;
        }
        return sum;
    }
}
