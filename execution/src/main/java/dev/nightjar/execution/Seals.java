package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Files that decide what a number means, and that must stay what they were when the engine took up the run: training
/// shards, what the judge reads, the harness's jars and native libraries. Each is known by its SHA-256; it is computed
/// again when size, times or identity of the file differ from what was last seen.
public final class Seals {
    /// `unix:` has the time of the last change of anything about the file, which no program can set.
    private static final String SIGHT = "unix:size,lastModifiedTime,ctime,ino,dev";

    private static final String PORTABLE_SIGHT = "size,lastModifiedTime,fileKey";

    private record Seal(Map<String, Object> sight, String sha256) {}

    private final Map<Path, Seal> seals = new LinkedHashMap<>();
    private final Set<Path> trees = new HashSet<>();

    /// Seals files as they are now; those that are sealed already keep their seals.
    public synchronized void add(List<Path> files) throws IOException {
        for (Path file : files) {
            if (!seals.containsKey(file)) {
                seals.put(file, new Seal(sight(file), sha256(file)));
            }
        }
    }

    /// Seals all files below folders, once for each folder.
    synchronized void addTrees(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (trees.add(folder)) {
                add(FileTree.find(folder, ""));
            }
        }
    }

    /// @throws UserError if one of the files is another one now
    public synchronized void require() {
        for (Map.Entry<Path, Seal> entry : seals.entrySet()) {
            Path file = entry.getKey();
            try {
                Map<String, Object> now = sight(file);
                if (!now.equals(entry.getValue().sight())) {
                    if (!sha256(file).equals(entry.getValue().sha256())) {
                        throw broken(file, "has changed since the engine took up the run");
                    }
                    entry.setValue(new Seal(now, entry.getValue().sha256()));
                }
            } catch (IOException gone) {
                throw broken(file, "can no longer be read: " + gone);
            }
        }
    }

    private static UserError broken(Path file, String what) {
        return new UserError(
                UserError.Kind.TAMPERED,
                "The file (%s), which decides what a number means, %s.".formatted(file, what),
                "something rewrote it meanwhile, such as a build or a person; \"nightjar resume\" goes on with what is there now.");
    }

    private static Map<String, Object> sight(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return Files.readAttributes(file, unix ? SIGHT : PORTABLE_SIGHT);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] buffer = new byte[1 << 20];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
