package dev.nightjar.training;

import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TrainingRows;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Batches without end, packed by a thread of its own a few batches ahead. Equal seeds and shards give equal
/// batches in equal order; how rows are packed, [TrainingRows] says.
public final class Loader implements AutoCloseable {

    private static final int AHEAD = 8;

    /// Packed tokens of one batch, or why there will be none.
    private sealed interface Packed {
        record Tokens(long[] ids) implements Packed {}

        record Failed(RuntimeException why) implements Packed {}
    }

    private final int rows;
    private final int context;
    private final Device device;
    private final List<TokenShard> shards;
    private final BlockingQueue<Packed> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread packer;
    private long waitedNanos;
    private volatile long packingNanos;

    private Loader(RowSource source, int rows, int context, Device device, List<TokenShard> shards) {
        if (rows <= 0 || context <= 0) {
            throw new IllegalArgumentException(
                    "A batch of (%d) rows of context (%d) is empty.%nMaybe a constant is zero."
                            .formatted(rows, context));
        }
        this.rows = rows;
        this.context = context;
        this.device = device;
        this.shards = shards;
        this.packer = Thread.ofPlatform().daemon().name("loader").start(() -> pack(source));
    }

    /// Real rows from `shards`, which the loader closes with itself.
    static Loader of(List<TokenShard> shards, int rows, int context, Device device, long seed) {
        return new Loader(new TrainingRows(shards, context, seed)::next, rows, context, device, shards);
    }

    /// Random tokens in batches of the same shape.
    static Loader synthetic(int vocabulary, int bos, int rows, int context, Device device, long seed) {
        return new Loader(RowSource.synthetic(vocabulary, bos, context + 1, seed), rows, context, device, List.of());
    }

    private void pack(RowSource source) {
        int[] tokens = new int[rows * (context + 1)];
        try {
            while (true) {
                long start = System.nanoTime();
                for (int row = 0; row < rows; row++) {
                    source.next(tokens, row * (context + 1));
                }
                long[] ids = new long[tokens.length];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = tokens[i];
                }
                // Only this thread writes; the reader wants a figure, not a moment.
                packingNanos = packingNanos + System.nanoTime() - start;
                ready.put(new Packed.Tokens(ids));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            boolean told = ready.offer(new Packed.Failed(e));
            if (!told) {
                // The reader is at least AHEAD batches behind; it will find out when it has used those up.
                tellLater(e);
            }
        }
    }

    private void tellLater(RuntimeException why) {
        try {
            ready.put(new Packed.Failed(why));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// The next batch; its tensors belong to the caller's `PointerScope`.
    ///
    /// @throws IllegalStateException if a shard turned out to be damaged
    public Batch next() throws InterruptedException {
        long start = System.nanoTime();
        Packed packed = ready.take();
        Batch batch = switch (packed) {
            case Packed.Tokens(long[] ids) -> batch(ids);
            case Packed.Failed(RuntimeException why) -> throw new IllegalStateException(why.getMessage(), why);
        };
        waitedNanos += System.nanoTime() - start;
        return batch;
    }

    private Batch batch(long[] ids) {
        Tensor tokens = torch.tensor(ids, new TensorOptions(ScalarType.Long))
                .view(rows, context + 1L)
                .to(device, ScalarType.Long);
        return new Batch(
                tokens.narrow(1, 0, context).contiguous(),
                tokens.narrow(1, 1, context).contiguous());
    }

    /// Seconds that [#next] took in all: what the training thread lost.
    public double waitedSeconds() {
        return waitedNanos / 1e9;
    }

    /// Seconds that the packing thread worked in all: what the other cores lost.
    public double packingSeconds() {
        return packingNanos / 1e9;
    }

    @Override
    public void close() {
        packer.interrupt();
        boolean interrupted = false;
        while (packer.isAlive()) {
            try {
                packer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        shards.forEach(TokenShard::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
