package dev.nightjar.corpus;

import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.source.Progress;
import dev.nightjar.corpus.text.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Prepared corpora on disk, each in a folder named by its content and settings, so that a corpus is prepared once.
///
/// `<folder>/prepared/<key>/` holds a prepared corpus, `<folder>/sources/` what was downloaded. Several processes may
/// share a cache; the first prepares, the others wait.
public final class CorpusCache {

    /// Part of every key: what is prepared by another version of this module is prepared anew.
    private static final String VERSION = "3";

    private final Path sources;
    private final Path prepared;
    private final int threads;

    /// @param folder of the cache, made when needed
    /// @param threads that may work at once
    public CorpusCache(Path folder, int threads) {
        if (threads <= 0) {
            throw new IllegalArgumentException(
                    "The number of threads (%d) must be positive.%nMaybe it is not set.".formatted(threads));
        }
        this.sources = folder.resolve("sources");
        this.prepared = folder.resolve("prepared");
        this.threads = threads;
    }

    /// The corpus of `source`, prepared now unless it was before.
    ///
    /// @throws dev.nightjar.corpus.text.CorpusException if the text is not as it should be, or too small for the
    ///     vocabulary
    public synchronized PreparedCorpus prepare(CorpusSource source, CorpusSettings settings, Progress progress)
            throws IOException, InterruptedException {
        String key = key(source, settings);
        Path folder = prepared.resolve(key);
        if (!isComplete(folder)) {
            Files.createDirectories(prepared);
            Path lock = CorpusShelf.lock(prepared, key);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel, progress)) {
                if (held.isValid() && !isComplete(folder)) {
                    prepare(source, settings, progress, folder);
                }
            }
        }
        return PreparedCorpus.read(folder, key);
    }

    /// The corpus if it is prepared already.
    public Optional<PreparedCorpus> find(CorpusSource source, CorpusSettings settings) throws IOException {
        String key = key(source, settings);
        Path folder = prepared.resolve(key);
        return isComplete(folder) ? Optional.of(PreparedCorpus.read(folder, key)) : Optional.empty();
    }

    /// Reads every file of a prepared corpus and returns those whose content has changed since.
    public List<Path> damaged(PreparedCorpus corpus) throws IOException {
        Path folder = prepared.resolve(corpus.key());
        Optional<Manifest> manifest = Manifest.read(folder);
        return manifest.isPresent() ? manifest.get().damaged() : List.of(folder.resolve(Manifest.NAME));
    }

    /// Names the content of `source` and how it would be prepared, without preparing it.
    public static String key(CorpusSource source, CorpusSettings settings) throws IOException {
        Sha256 hash = new Sha256();
        hash.add(VERSION);
        hash.add(source.fingerprint());
        hash.add(settings.toString());
        return hash.hex().substring(0, 16);
    }

    private static boolean isComplete(Path folder) throws IOException {
        Optional<Manifest> manifest = Manifest.read(folder);
        return manifest.isPresent() && manifest.get().isComplete();
    }

    private static FileLock lock(FileChannel channel, Progress progress) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        progress.report("waiting for another process that prepares the same corpus", Double.NaN);
        return channel.lock();
    }

    private void prepare(CorpusSource source, CorpusSettings settings, Progress progress, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(sources);
        source.fetch(sources, progress);
        Path part = CorpusShelf.part(folder);
        CorpusShelf.delete(part);
        Files.createDirectories(part);
        try {
            new Preparation(source, settings, threads, progress).run(sources, part);
            Manifest.write(part);
            CorpusShelf.delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            CorpusShelf.delete(part);
        }
    }
}
