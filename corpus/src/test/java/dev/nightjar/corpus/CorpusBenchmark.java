package dev.nightjar.corpus;

import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.source.Document;
import dev.nightjar.corpus.source.Drop;
import dev.nightjar.corpus.source.Progress;
import dev.nightjar.corpus.source.Reading;
import dev.nightjar.corpus.source.TextFolder;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TrainingRows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long it takes to prepare a corpus, to find it prepared, and to draw rows from it; `bench/corpus.sh` starts it.
final class CorpusBenchmark {

    private static final long TEXT = 64_000_000;
    private static final int MERGES = 4_096;

    private static final PrintStream OUT = System.out;

    private CorpusBenchmark() {}

    /// @param arguments a folder for caches, then the command that runs Maven
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        List<String> maven = List.of(arguments).subList(1, arguments.length);
        CorpusSource java = CorpusSource.parse("java-sources", folder, maven);
        Path sources = folder.resolve("sources");
        java.fetch(Files.createDirectories(sources), Progress.silent());

        Path texts = folder.resolve("texts");
        if (Files.notExists(texts)) {
            java.read(sources, 1, new Writing(texts), Progress.silent());
        }
        OUT.println("64 MB of text files, 4,096 merges:");
        prepare(new TextFolder(texts), 256 + MERGES, folder);
        OUT.println("java-sources, vocabulary 4,096:");
        PreparedCorpus corpus = prepare(java, 4_096, folder);
        OUT.println(corpus.statistics());
        drawRows(corpus);
    }

    private static PreparedCorpus prepare(CorpusSource source, int vocabulary, Path folder)
            throws IOException, InterruptedException {
        CorpusCache cache = new CorpusCache(folder, Runtime.getRuntime().availableProcessors());
        CorpusSettings settings = CorpusSettings.of(vocabulary);
        if (cache.find(source, settings).isPresent()) {
            OUT.println("  prepared before: start with an empty folder to measure that");
        }
        Stages stages = new Stages();
        cache.prepare(source, settings, stages);
        OUT.printf(
                Locale.ROOT,
                "  %7.2f s in all, %.2f s of processor time%n",
                stages.seconds(),
                stages.processorSeconds());
        Stages again = new Stages();
        PreparedCorpus corpus = cache.prepare(source, settings, again);
        OUT.printf(Locale.ROOT, "  %7.3f s when it is there%n", again.seconds());
        return corpus;
    }

    private static void drawRows(PreparedCorpus corpus) throws IOException {
        int context = 256;
        List<TokenShard> shards = new ArrayList<>();
        for (Path shard : corpus.trainShards()) {
            shards.add(TokenShard.open(shard));
        }
        for (int round = 1; round <= 3; round++) {
            Stages stages = new Stages();
            TrainingRows rows = new TrainingRows(shards, context, round);
            int[] row = new int[context + 1];
            rows.next(row, 0);
            double first = stages.seconds();
            int count = 10_000;
            for (int i = 0; i < count; i++) {
                rows.next(row, 0);
            }
            double each = (stages.seconds() - first) / count / context;
            OUT.printf(
                    Locale.ROOT,
                    "  training rows: the first after %.1f ms, then %.1f ns a token%n",
                    1e3 * first,
                    1e9 * each);
        }
        shards.forEach(TokenShard::close);
        Tokenizer tokenizer = Tokenizer.read(corpus.tokenizer());
        try (TokenShard validation = TokenShard.open(corpus.validation())) {
            Stages stages = new Stages();
            Rows rows = Rows.pack(validation, context, 512);
            OUT.printf(Locale.ROOT, "  512 rows for the judge after %.1f ms%n", 1e3 * stages.seconds());
            List<byte[]> texts = new ArrayList<>();
            for (int i = 0; i < rows.count(); i++) {
                int[] ordinary = Arrays.stream(rows.row(i))
                        .filter(id -> id != tokenizer.bos())
                        .toArray();
                texts.add(tokenizer.decodeBytes(ordinary));
            }
            OUT.printf(
                    Locale.ROOT,
                    "  gzip -9 needs %.4f bits a byte for the text of these rows%n",
                    Gzip.bitsPerByte(texts));
        }
    }

    private static final class Writing implements Reading {
        private final Path folder;
        private long written;

        Writing(Path folder) {
            this.folder = folder;
        }

        @Override
        public void document(Document document) throws IOException {
            if (!document.heldOut() && written < TEXT) {
                Path file = folder.resolve(document.fullName());
                Files.createDirectories(file.getParent());
                Files.write(file, document.text());
                written += document.text().length;
            }
        }

        @Override
        public void dropped(Drop why) {}
    }

    private static final class Stages implements Progress {
        private final long start = System.nanoTime();
        private final long processorStart = processorNanos();
        private String last = "";

        @Override
        public void report(String what, double fraction) {
            String stage = what.split(" ", 2)[0];
            if (!stage.equals(last)) {
                OUT.printf(Locale.ROOT, "  %7.2f s %s%n", seconds(), what);
                last = stage;
            }
        }

        double processorSeconds() {
            return (processorNanos() - processorStart) / 1e9;
        }

        private static long processorNanos() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .orElse(0L);
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
