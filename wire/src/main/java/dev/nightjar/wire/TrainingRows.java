package dev.nightjar.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Rows to train on, without end: T+1 tokens each, starting with BOS, no padding, each token of an epoch once.
///
/// Documents are cut into pieces of at most T tokens, which come in an order that the seed determines: shards are
/// shuffled, and the pieces of a shard. A row takes the oldest waiting piece, then again and again the largest of
/// [#WAITING] pieces that fits, and at last the beginning of the shortest, whose rest goes on waiting behind a BOS of
/// its own. (A single place that is left over holds a BOS.) One thread at a time may draw rows.
public final class TrainingRows {

    private static final int WAITING = 256;

    private final List<TokenShard> shards;
    private final int context;
    private final RandomGenerator random;
    private final List<Waiting> waiting = new ArrayList<>(WAITING);
    private final List<TokenShard> shardsLeft = new ArrayList<>();
    private List<Piece> piecesLeft = new ArrayList<>();
    private TokenShard shard;
    private long epochs;

    private record Waiting(TokenShard shard, Piece piece) {}

    /// @param shards that stay open while rows are drawn
    /// @param context T, the inputs of a row
    /// @throws IllegalArgumentException if there is no text to draw from
    public TrainingRows(List<TokenShard> shards, int context, long seed) {
        if (context <= 0) {
            throw new IllegalArgumentException(
                    "The context (%d) must be positive.%nMaybe it is not set.".formatted(context));
        }
        if (shards.stream().noneMatch(TrainingRows::hasText)) {
            throw new IllegalArgumentException(
                    "The shards %s hold no text to train on.%nMaybe the corpus is too small.".formatted(shards));
        }
        this.shards = List.copyOf(shards);
        this.shard = this.shards.getFirst();
        this.context = context;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static boolean hasText(TokenShard shard) {
        boolean[] found = new boolean[1];
        Piece.cut(shard, Integer.MAX_VALUE, piece -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }

    /// Writes the next row's T+1 tokens into `target` at `offset`.
    public void next(int[] target, int offset) {
        refill();
        int end = offset + context + 1;
        int at = put(waiting.removeFirst(), target, offset);
        while (at < end) {
            int room = end - at - 1;
            if (room == 0) {
                target[at++] = shards.getFirst().bos();
            } else {
                refill();
                at = put(takeFor(room), target, at);
            }
        }
    }

    private int put(Waiting next, int[] target, int at) {
        target[at] = next.shard.bos();
        next.shard.copy(next.piece.start(), target, at + 1, next.piece.length());
        return at + 1 + next.piece.length();
    }

    /// The largest piece of at most `room` tokens; if there is none, the first `room` tokens of the shortest piece.
    private Waiting takeFor(int room) {
        int best = -1;
        int shortest = 0;
        for (int i = 0; i < waiting.size(); i++) {
            int length = waiting.get(i).piece.length();
            if (length <= room && (best < 0 || length > waiting.get(best).piece.length())) {
                best = i;
            }
            if (length < waiting.get(shortest).piece.length()) {
                shortest = i;
            }
        }
        if (best >= 0) {
            return waiting.remove(best);
        }
        Waiting cut = waiting.get(shortest);
        Piece piece = cut.piece;
        waiting.set(shortest, new Waiting(cut.shard, new Piece(piece.start() + room, piece.length() - room)));
        return new Waiting(cut.shard, new Piece(piece.start(), room));
    }

    private void refill() {
        while (waiting.size() < WAITING) {
            while (piecesLeft.isEmpty()) {
                piecesLeft = shuffledPiecesOfNextShard();
            }
            waiting.add(new Waiting(shard, piecesLeft.removeLast()));
        }
    }

    private List<Piece> shuffledPiecesOfNextShard() {
        if (shardsLeft.isEmpty()) {
            shardsLeft.addAll(shards);
            shuffle(shardsLeft);
            epochs++;
        }
        shard = shardsLeft.removeLast();
        List<Piece> pieces = new ArrayList<>();
        Piece.cut(shard, context, pieces::add);
        shuffle(pieces);
        return pieces;
    }

    /// Fisher and Yates, written out so that the order never depends on the Java version.
    private <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T swapped = list.get(i);
            list.set(i, list.get(j));
            list.set(j, swapped);
        }
    }

    /// How often the shards have been begun, at least 1 once a row was drawn.
    public long epochs() {
        return epochs;
    }
}
