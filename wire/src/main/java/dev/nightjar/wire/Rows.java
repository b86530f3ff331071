package dev.nightjar.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// The judge's rows: T+1 tokens each, of which [0..T) are inputs and (0..T] targets. A document is cut into pieces of
/// at most T tokens, each preceded by BOS; pieces are best-fit packed and never span two rows; the rest of a row is
/// BOS. Equal shards, contexts and counts give equal rows.
public final class Rows {

    private final int context;
    private final List<int[]> rows;

    private Rows(int context, List<int[]> rows) {
        this.context = context;
        this.rows = rows;
    }

    /// Packs documents from the shard's start until a piece does not fit `limit` rows any more. A shorter shard
    /// gives fewer rows.
    ///
    /// @throws IllegalArgumentException if the shard has no text, or context or limit is not positive
    public static Rows pack(TokenShard shard, int context, int limit) {
        if (context <= 0 || limit <= 0) {
            throw new IllegalArgumentException(
                    "Rows (%d) of context (%d) must both be positive.%nMaybe [metric] in lab.toml has a zero."
                            .formatted(limit, context));
        }
        Packer packer = new Packer(shard, context, limit);
        Piece.cut(shard, context, packer);
        if (packer.rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds no text to make rows of.%nMaybe the corpus is too small for this split."
                            .formatted(shard));
        }
        return new Rows(context, packer.rows);
    }

    private static final class Packer implements Predicate<Piece> {
        private final TokenShard shard;
        private final int limit;
        private final int length;
        private final BestFit fit;
        private final List<int[]> rows = new ArrayList<>();

        Packer(TokenShard shard, int context, int limit) {
            this.shard = shard;
            this.limit = limit;
            this.length = context + 1;
            this.fit = new BestFit(length);
        }

        @Override
        public boolean test(Piece piece) {
            int taken = piece.length() + 1;
            // The first piece that does not fit ends the packing: going on with smaller ones would favour short
            // documents.
            if (fit.rows() == limit && !fit.fits(taken)) {
                return false;
            }
            int index = fit.place(taken);
            if (index == rows.size()) {
                int[] empty = new int[length];
                Arrays.fill(empty, shard.bos());
                rows.add(empty);
            }
            int end = length - fit.room(index);
            shard.copy(piece.start(), rows.get(index), end - piece.length(), piece.length());
            return true;
        }
    }

    public int count() {
        return rows.size();
    }

    /// T: inputs of a row.
    public int context() {
        return context;
    }

    /// The T+1 tokens of row `index`, a copy.
    public int[] row(int index) {
        return rows.get(index).clone();
    }

    /// Rows `from` to `to` (exclusive) one after another, as a request frame carries them.
    public int[] batch(int from, int to) {
        int length = context + 1;
        int[] tokens = new int[(to - from) * length];
        for (int row = from; row < to; row++) {
            System.arraycopy(rows.get(row), 0, tokens, (row - from) * length, length);
        }
        return tokens;
    }
}
