package dev.nightjar.corpus;

import dev.nightjar.corpus.bpe.Encoder;
import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.corpus.source.Progress;
import dev.nightjar.wire.TokenShardWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Encodes documents on all cores and writes them to shards in their order.
final class Encoding {

    /// Bytes of text that one thread encodes at a time.
    private static final long BATCH = 1 << 19;

    private final Spool spool;
    private final Tokenizer tokenizer;
    private final int threads;
    private final Progress progress;
    /// Encoders that no thread uses now: each remembers the words it met.
    private final Queue<Encoder> encoders = new ConcurrentLinkedQueue<>();

    Encoding(Spool spool, Tokenizer tokenizer, int threads, Progress progress) {
        this.spool = spool;
        this.tokenizer = tokenizer;
        this.threads = threads;
        this.progress = progress;
    }

    SplitStatistics write(Split split, List<Spool.Entry> documents, Path folder, long shardTokens) throws IOException {
        long bytes = documents.stream().mapToLong(Spool.Entry::length).sum();
        try (Shards shards = new Shards(split, folder, shardTokens)) {
            long[] done = new long[1];
            Parallel.forEach(threads, batches(documents), this::encode, (batch, encoded) -> {
                for (int[] tokens : encoded) {
                    shards.document(tokens);
                }
                done[0] += batch.stream().mapToLong(Spool.Entry::length).sum();
                progress.report("encoding " + PreparedCorpus.name(split), (double) done[0] / bytes);
            });
            return new SplitStatistics(documents.size(), bytes, shards.finish());
        }
    }

    private static List<List<Spool.Entry>> batches(List<Spool.Entry> documents) {
        List<List<Spool.Entry>> batches = new ArrayList<>();
        long bytes = BATCH;
        for (Spool.Entry document : documents) {
            if (bytes >= BATCH) {
                batches.add(new ArrayList<>());
                bytes = 0;
            }
            batches.getLast().add(document);
            bytes += document.length();
        }
        return batches;
    }

    private List<int[]> encode(List<Spool.Entry> batch) throws IOException {
        Encoder free = encoders.poll();
        Encoder encoder = free == null ? tokenizer.encoder() : free;
        List<int[]> encoded = new ArrayList<>(batch.size());
        for (Spool.Entry document : batch) {
            encoded.add(encoder.encode(spool.text(document)));
        }
        encoders.add(encoder);
        return encoded;
    }

    /// One shard after another.
    private final class Shards implements AutoCloseable {
        private final Split split;
        private final Path folder;
        private final long longest;
        private TokenShardWriter shard;
        private int number;
        private long finished;

        Shards(Split split, Path folder, long longest) throws IOException {
            this.split = split;
            this.folder = folder;
            this.longest = longest;
            this.shard = open();
        }

        private TokenShardWriter open() throws IOException {
            Path file = folder.resolve(PreparedCorpus.shardName(split, number++));
            return new TokenShardWriter(file, tokenizer.vocabulary(), tokenizer.bos());
        }

        void document(int[] tokens) throws IOException {
            if (shard.count() > 0 && shard.count() + tokens.length >= longest) {
                finish();
                shard.close();
                shard = open();
            }
            shard.document(tokens);
        }

        /// Ends the current shard and returns the tokens of all.
        long finish() throws IOException {
            shard.finish();
            finished += shard.count();
            return finished;
        }

        @Override
        public void close() throws IOException {
            shard.close();
        }
    }
}
