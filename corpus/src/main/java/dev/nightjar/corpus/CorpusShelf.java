package dev.nightjar.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The prepared corpora of a cache as things that take space. Who reads one holds it, and what somebody holds, in
/// whatever process, is not removed.
public final class CorpusShelf {

    private static final String PART = ".part";

    private final Path prepared;

    /// @param folder of the cache, the same as for [CorpusCache]
    public CorpusShelf(Path folder) {
        this.prepared = folder.resolve("prepared");
    }

    /// A corpus, or what an interrupted preparation left of one.
    ///
    /// @param title what it was made from, as a person knows it
    public record Volume(Path folder, String key, String title, long bytes) {}

    /// Everything that is there, largest first.
    public List<Volume> volumes() throws IOException {
        if (!Files.isDirectory(prepared)) {
            return List.of();
        }
        List<Volume> volumes = new ArrayList<>();
        try (Stream<Path> folders = Files.list(prepared)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                try {
                    volumes.add(volume(folder));
                } catch (NoSuchFileException _) {
                    // Another process finished or removed it meanwhile.
                }
            }
        }
        volumes.sort(Comparator.comparingLong(Volume::bytes).reversed().thenComparing(Volume::folder));
        return volumes;
    }

    private static Volume volume(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        boolean part = name.endsWith(PART);
        Path title = folder.resolve(PreparedCorpus.TITLE);
        return new Volume(
                folder,
                part ? name.substring(0, name.length() - PART.length()) : name,
                part
                        ? "unfinished"
                        : Files.exists(title) ? Files.readString(title).strip() : "of unknown text",
                bytes(folder));
    }

    private static long bytes(Path folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /// Keeps a corpus from being removed. The operating system gives it back when the process ends, however it
    /// does.
    public static final class Hold implements AutoCloseable {
        private final FileChannel file;

        private Hold(FileChannel file) {
            this.file = file;
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A corpus could not be given back.", e);
            }
        }
    }

    /// Holds the corpus of `key`, beside whoever else does.
    public Hold hold(String key) throws IOException {
        FileChannel file = open(key);
        file.lock(0, Long.MAX_VALUE, true);
        return new Hold(file);
    }

    /// Deletes a corpus, unless somebody holds it or is preparing it, and says whether it did.
    public boolean remove(Volume volume) throws IOException {
        try (FileChannel file = open(volume.key());
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                return false;
            }
            delete(volume.folder());
            return true;
        } catch (OverlappingFileLockException _) {
            return false; // Held in this very process.
        }
    }

    private FileChannel open(String key) throws IOException {
        return FileChannel.open(
                lock(prepared, key), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Whoever prepares or removes a corpus has the lock of this file to itself.
    static Path lock(Path prepared, String key) {
        return prepared.resolve(key + ".lock");
    }

    static Path part(Path folder) {
        return folder.resolveSibling(folder.getFileName() + PART);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
