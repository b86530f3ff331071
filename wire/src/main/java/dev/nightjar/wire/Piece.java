package dev.nightjar.wire;

import java.util.function.Predicate;

/// A part of one document of a shard: `length` tokens from `start` on, none of them BOS. In a row it follows a BOS of
/// its own, so it takes `length + 1` places.
public record Piece(long start, int length) {

    public Piece {
        if (start < 0 || length <= 0) {
            throw new IllegalArgumentException(
                    "A piece of (%d) tokens at (%d) is no piece.%nMaybe an empty document was cut."
                            .formatted(length, start));
        }
    }

    /// Cuts the documents of `shard` into pieces of at most `longest` tokens and hands them over in order,
    /// until `pieces` answers that it wants no more. Empty documents have none.
    public static void cut(TokenShard shard, int longest, Predicate<Piece> pieces) {
        long document = shard.nextDocument(0);
        while (document < shard.count()) {
            long end = shard.nextDocument(document + 1);
            for (long at = document + 1; at < end; at += longest) {
                if (!pieces.test(new Piece(at, (int) Math.min(longest, end - at)))) {
                    return;
                }
            }
            document = end;
        }
    }
}
