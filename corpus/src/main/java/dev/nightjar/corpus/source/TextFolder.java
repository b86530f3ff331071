package dev.nightjar.corpus.source;

import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.Sha256;
import dev.nightjar.corpus.text.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of text files, with all its subfolders; files of JSON lines in it are read as such. What starts with a dot
/// is passed over.
public record TextFolder(Path folder) implements CorpusSource {

    @Override
    public String title() {
        return folder.toString();
    }

    @Override
    public String fingerprint() throws IOException {
        Sha256 hash = new Sha256();
        hash.add("folder " + folder.toRealPath());
        for (Path file : files()) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            hash.add("%s %d %s".formatted(name(file), attributes.size(), attributes.lastModifiedTime()));
        }
        return hash.hex();
    }

    @Override
    public void fetch(Path cache, Progress progress) {
        // The files are where they are.
    }

    @Override
    public void read(Path cache, int threads, Reading reading, Progress progress) throws IOException {
        List<Path> files = files();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            progress.report("reading " + file.getFileName(), (double) i / files.size());
            if (JsonLines.isJsonLines(file)) {
                JsonLines.read(file, name(file), reading);
            } else {
                readText(file, reading);
            }
        }
    }

    private void readText(Path file, Reading reading) throws IOException {
        byte[] text = bytes(file);
        int malformed = Utf8.firstMalformed(text);
        if (malformed >= 0) {
            throw new CorpusException(
                    "%s is not UTF-8: byte (0x%02x) at offset %d.".formatted(file, text[malformed], malformed),
                    "it is no text, and should be moved out of the folder, or is in another encoding: `iconv -f latin1 -t utf-8` converts it.");
        }
        if (Utf8.isBlank(text)) {
            reading.dropped(Drop.EMPTY);
        } else {
            reading.document(new Document(String.valueOf(folder.getFileName()), name(file), false, text));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CorpusException(
                    "%s cannot be read: %s.".formatted(file, e), "its permissions forbid it: `chmod +r`.", e);
        } catch (OutOfMemoryError e) {
            throw new CorpusException(
                    "%s (%d bytes) is too large for one document.".formatted(file, Files.size(file)),
                    "it is many texts in one: `split` cuts it into files.",
                    e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !isHidden(path) && Files.isRegularFile(path))
                    .sorted(Comparator.comparing(this::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new CorpusException(
                    "The folder %s cannot be read: %s.".formatted(folder, e.getCause()),
                    "its permissions forbid it: `chmod -R +rX`.",
                    e);
        }
    }

    private boolean isHidden(Path path) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    @Override
    public boolean hasNearDuplicates() {
        return false;
    }
}
