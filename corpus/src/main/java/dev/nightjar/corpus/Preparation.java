package dev.nightjar.corpus;

import dev.nightjar.corpus.bpe.BpeTrainer;
import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.corpus.bpe.WordCounts;
import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.source.Document;
import dev.nightjar.corpus.source.Drop;
import dev.nightjar.corpus.source.Progress;
import dev.nightjar.corpus.source.Reading;
import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.MinHash;
import dev.nightjar.corpus.text.NearDuplicates;
import dev.nightjar.corpus.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the files of a corpus in a folder: reads, drops duplicates, splits, learns a tokenizer from the training
/// split, encodes. Everything but the time it takes depends on source and settings alone.
final class Preparation {

    private final CorpusSource source;
    private final CorpusSettings settings;
    private final int threads;
    private final Progress progress;
    private final Map<Drop, Long> dropped = new EnumMap<>(Drop.class);

    Preparation(CorpusSource source, CorpusSettings settings, int threads, Progress progress) {
        this.source = source;
        this.settings = settings;
        this.threads = threads;
        this.progress = progress;
        for (Drop why : Drop.values()) {
            dropped.put(why, 0L);
        }
    }

    /// @param cache where fetched text is
    /// @param folder that exists and takes the files
    void run(Path cache, Path folder) throws IOException {
        try (Spool spool = new Spool(folder.resolve("text.part"))) {
            source.read(cache, threads, new Keeping(spool), progress);
            Splitting splitting = split(spool);
            Tokenizer tokenizer = learn(spool, splitting.of(Split.TRAIN));
            tokenizer.write(folder.resolve(PreparedCorpus.TOKENIZER));
            tokenizer.bytes().write(folder.resolve(PreparedCorpus.TOKEN_BYTES));
            Map<Split, SplitStatistics> sizes = new EnumMap<>(Split.class);
            Encoding encoding = new Encoding(spool, tokenizer, threads, progress);
            for (Split split : Split.values()) {
                long longest = split == Split.TRAIN ? settings.shardTokens() : Long.MAX_VALUE;
                sizes.put(split, encoding.write(split, splitting.of(split), folder, longest));
            }
            double gzip = gzipBitsPerByte(spool, splitting.of(Split.VALIDATION));
            Files.writeString(
                    folder.resolve(PreparedCorpus.TITLE),
                    "%s, vocabulary %d\n".formatted(source.title(), settings.vocabulary()));
            StatisticsFile.write(folder.resolve(PreparedCorpus.STATISTICS), new CorpusStatistics(sizes, gzip, dropped));
        }
    }

    private final class Keeping implements Reading {
        private final Spool spool;
        private final Set<ByteBuffer> hashes = new HashSet<>();

        Keeping(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void document(Document document) throws IOException {
            if (hashes.add(ByteBuffer.wrap(Sha256.of(document.text())))) {
                spool.add(document, Sha256.firstBits(document.fullName()));
            } else {
                dropped(Drop.DUPLICATE);
            }
        }

        @Override
        public void dropped(Drop why) {
            dropped.merge(why, 1L, Long::sum);
        }
    }

    private Splitting split(Spool spool) throws IOException {
        List<Spool.Entry> entries = spool.entries();
        if (entries.isEmpty()) {
            throw new CorpusException(
                    "The corpus %s is empty (left out: %s).".formatted(source.title(), dropped),
                    "the path is not the one that was meant.");
        }
        if (!source.hasNearDuplicates()) {
            return Splitting.byName(entries, settings);
        }
        progress.report("looking for near duplicates", Double.NaN);
        List<int[]> signatures = new ArrayList<>();
        Parallel.forEach(
                threads,
                entries,
                entry -> MinHash.signature(spool.text(entry)),
                (_, signature) -> signatures.add(signature));
        Splitting splitting = Splitting.byGroup(entries, NearDuplicates.groups(signatures), settings);
        dropped.put(Drop.NEAR_TEST, (long) splitting.nearTest());
        return splitting;
    }

    private Tokenizer learn(Spool spool, List<Spool.Entry> training) throws IOException {
        List<List<Spool.Entry>> samples = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < training.size() && bytes < settings.sampleBytes(); i++) {
            if (i < threads) {
                samples.add(new ArrayList<>());
            }
            samples.get(i % threads).add(training.get(i));
            bytes += training.get(i).length();
        }
        progress.report(
                "learning a vocabulary of %d from %d MB".formatted(settings.vocabulary(), bytes / 1_000_000), 0);
        WordCounts counts = new WordCounts();
        Parallel.forEach(threads, samples, sample -> count(spool, sample), (sample, counted) -> counts.add(counted));
        int merges = Math.max(1, settings.vocabulary() - 256);
        return BpeTrainer.train(counts, settings.vocabulary(), size -> {
            if (size % 64 == 0) {
                progress.report("learning a vocabulary of " + settings.vocabulary(), (double) (size - 256) / merges);
            }
        });
    }

    private static WordCounts count(Spool spool, List<Spool.Entry> sample) throws IOException {
        WordCounts counts = new WordCounts();
        for (Spool.Entry entry : sample) {
            counts.add(spool.text(entry));
        }
        return counts;
    }

    private double gzipBitsPerByte(Spool spool, List<Spool.Entry> validation) throws IOException {
        progress.report("compressing the validation text for comparison", Double.NaN);
        try (Gzip gzip = new Gzip()) {
            for (Spool.Entry entry : validation) {
                gzip.add(spool.text(entry));
            }
            return gzip.bitsPerByte();
        }
    }
}
