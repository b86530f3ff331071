package dev.nightjar.execution;

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
final class FileTree {
    private FileTree() {}

    /// Deletes a folder with all that is in it, never what its links point to. No folder is fine.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException broken) throws IOException {
                if (broken != null) {
                    throw broken;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
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
