package dev.nightjar.agents.coding;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is in a folder, by name: enough to tell whether something was changed.
final class FolderState {

    /// Names that are looked at; an agent that makes more has made enough.
    private static final int MOST = 10_000;

    /// A larger file is known by its size.
    private static final long LONGEST = 8L << 20;

    private FolderState() {}

    /// Everything but repositories' own folders and the file `without`. A link counts as what it says, not
    /// where it leads.
    static Map<String, String> of(Path folder, String without) throws IOException {
        Map<String, String> state = new TreeMap<>();
        Path left = folder.resolve(without);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean git = directory.getParent() != null
                        && directory.getParent().equals(folder)
                        && directory.endsWith(".git");
                return git ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(left)) {
                    state.put(folder.relativize(file).toString(), content(file, attributes));
                }
                return state.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                state.put(folder.relativize(file).toString(), "unreadable");
                return FileVisitResult.CONTINUE;
            }
        });
        return state;
    }

    static List<String> differences(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !before.getOrDefault(name, "").equals(after.getOrDefault(name, "")))
                .toList();
    }

    private static String content(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return "link to " + Files.readSymbolicLink(file);
        }
        if (!attributes.isRegularFile() || attributes.size() > LONGEST) {
            return "%d bytes".formatted(attributes.size());
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
