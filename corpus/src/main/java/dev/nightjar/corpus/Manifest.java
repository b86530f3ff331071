package dev.nightjar.corpus;

import dev.nightjar.corpus.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The list of a prepared corpus' files, one a line: SHA-256, size in bytes, name. It is written last, so a folder with
/// a manifest was complete once.
final class Manifest {

    static final String NAME = "manifest.txt";

    private record Line(String sha256, long size, String name) {}

    private final Path folder;
    private final List<Line> lines;

    private Manifest(Path folder, List<Line> lines) {
        this.folder = folder;
        this.lines = lines;
    }

    static void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                lines.add("%s %d %s".formatted(Sha256.of(file), Files.size(file), file.getFileName()));
            }
        }
        Files.write(folder.resolve(NAME), lines, StandardCharsets.UTF_8);
    }

    /// The manifest of `folder`; empty if there is none that can be read.
    static Optional<Manifest> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] words = line.split(" ", 3);
            if (words.length != 3 || !words[1].matches("\\d{1,18}")) {
                return Optional.empty();
            }
            lines.add(new Line(words[0], Long.parseLong(words[1]), words[2]));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Manifest(folder, lines));
    }

    /// Whether every file is there in its full size: quick enough for every start.
    boolean isComplete() throws IOException {
        for (Line line : lines) {
            Path file = folder.resolve(line.name);
            if (Files.notExists(file) || Files.size(file) != line.size) {
                return false;
            }
        }
        return true;
    }

    /// The files whose content is not what it was.
    List<Path> damaged() throws IOException {
        List<Path> damaged = new ArrayList<>();
        for (Line line : lines) {
            Path file = folder.resolve(line.name);
            if (Files.notExists(file) || !Sha256.of(file).equals(line.sha256)) {
                damaged.add(file);
            }
        }
        return damaged;
    }
}
