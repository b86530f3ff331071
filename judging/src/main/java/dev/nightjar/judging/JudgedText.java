package dev.nightjar.judging;

import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import java.util.stream.IntStream;

/// The rows that a model is judged on. A token is named by its place in `[rows][context]`, flat: place
/// `row * context + t` is the target `t + 1` of the row. Tokens that stand for no byte do not count.
///
/// @param vocabulary tokens including special ones
/// @param counted    places of the tokens that count, ascending
/// @param rowBytes   bytes that the counted tokens of each row stand for
record JudgedText(Rows rows, TokenBytes bytes, int vocabulary, int[] counted, long[] rowBytes) {

    private static final double LN_2 = Math.log(2);

    static JudgedText of(Rows rows, TokenBytes bytes, int vocabulary) {
        int context = rows.context();
        IntStream.Builder counted = IntStream.builder();
        long[] rowBytes = new long[rows.count()];
        for (int row = 0; row < rows.count(); row++) {
            int[] tokens = rows.row(row);
            for (int t = 0; t < context; t++) {
                int length = bytes.count(tokens[t + 1]);
                rowBytes[row] += length;
                if (length > 0) {
                    counted.add(row * context + t);
                }
            }
        }
        return new JudgedText(rows, bytes, vocabulary, counted.build().toArray(), rowBytes);
    }

    int context() {
        return rows.context();
    }

    /// The sum of nats over counted tokens as bits per byte.
    double bitsPerByte(double nats) {
        return nats / (LN_2 * totalBytes());
    }

    long totalBytes() {
        long sum = 0;
        for (long value : rowBytes) {
            sum += value;
        }
        return sum;
    }
}
