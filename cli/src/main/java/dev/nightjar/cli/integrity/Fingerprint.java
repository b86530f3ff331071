package dev.nightjar.cli.integrity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// SHA-256 of files that no trial may change, by path.
record Fingerprint(Map<Path, String> hashes) {

    /// The lab's own files and what git keeps of it besides the engine's commits and refs, and its prepared corpus.
    static Fingerprint of(Path lab, Path corpus) {
        Map<Path, String> hashes = new TreeMap<>();
        for (String file : List.of(
                "lab.toml", "menu.toml", "program.md", BenchLab.PROGRAM, ".git/HEAD", ".git/config", ".git/index")) {
            add(hashes, lab.resolve(file));
        }
        addAll(hashes, lab.resolve(".git/hooks"));
        addAll(hashes, lab.resolve(".git/refs/heads/main"));
        addAll(hashes, corpus);
        return new Fingerprint(hashes);
    }

    /// What is not as it was, one line each.
    List<String> differences(Fingerprint now) {
        return Stream.concat(hashes.keySet().stream(), now.hashes.keySet().stream())
                .distinct()
                .filter(file -> !hashes.getOrDefault(file, "").equals(now.hashes.getOrDefault(file, "")))
                .map(file -> file + " was changed")
                .toList();
    }

    private static void addAll(Map<Path, String> hashes, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> add(hashes, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<Path, String> hashes, Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            hashes.put(file, HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
