package dev.nightjar.execution;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whole folders at once.
public final class FileTree {
    private FileTree() {}

    /// Deletes a folder with all that is in it, never what its links point to. No folder is fine. Nor is it stopped
    /// by folders that were locked, or that lie deeper than a path may be long: trials may leave both.
    public static void delete(Path folder) throws IOException {
        Demolition demolition = new Demolition(folder);
        while (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            demolition.walk();
        }
    }

    /// One walk deletes all that it can reach, unlocks what it cannot read, and moves up what lies deep, for the
    /// next.
    private static final class Demolition extends SimpleFileVisitor<Path> {
        /// A system allows 4,096 bytes, a name 255.
        private static final int LONGEST = 2_000;

        private final Path folder;
        private int moved;
        private boolean again;

        Demolition(Path folder) {
            this.folder = folder;
        }

        void walk() throws IOException {
            again = false;
            Files.walkFileTree(folder, this);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
            unlock(visited);
            if (visited.toString().length() - folder.toString().length() < LONGEST) {
                return FileVisitResult.CONTINUE;
            }
            Files.move(visited, folder.resolve(".deep-" + moved++));
            again = true;
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || !unlock(file)) {
                throw why;
            }
            again = true;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException broken) throws IOException {
            if (broken != null) {
                throw broken;
            }
            if (!again) {
                Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
        }

        /// Whether anything about it had to be changed.
        private static boolean unlock(Path folder) {
            File file = folder.toFile();
            return !(file.canRead() && file.canWrite() && file.canExecute())
                    && file.setReadable(true)
                    && file.setWritable(true)
                    && file.setExecutable(true);
        }
    }

    /// Gives `file` a second name if the file system can, else copies it. It appears under the name only when it is
    /// whole.
    static void linkOrCopy(Path file, Path name) throws IOException {
        Path real = file.toRealPath();
        try {
            Files.createLink(name, real);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Path partial = name.resolveSibling("." + name.getFileName() + ".partial");
            Files.copy(real, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, name, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Copies the files below `from`, if there is such a folder, to the same places below `to`. Links are not
    /// followed and not copied.
    static void copy(Path from, Path to) throws IOException {
        for (Path file : Files.isDirectory(from) ? find(from, "") : List.<Path>of()) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// All files below `folder` that end with `suffix`, in a fixed order.
    static List<Path> find(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(suffix) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
