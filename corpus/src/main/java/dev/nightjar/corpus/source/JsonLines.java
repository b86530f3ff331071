package dev.nightjar.corpus.source;

import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.Sha256;
import dev.nightjar.corpus.text.Utf8;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file with one JSON object a line, each with a string `text`; gzip-compressed if its name ends in `.gz`. A
/// document's name is the file's and the number of its line.
public record JsonLines(Path file) implements CorpusSource {

    private static final String FIELD = "text";

    static boolean isJsonLines(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
    }

    @Override
    public String title() {
        return file.toString();
    }

    @Override
    public String fingerprint() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Sha256 hash = new Sha256();
        hash.add("json lines %s %d %s".formatted(file.toRealPath(), attributes.size(), attributes.lastModifiedTime()));
        return hash.hex();
    }

    @Override
    public void fetch(Path cache, Progress progress) {
        // The file is where it is.
    }

    @Override
    public void read(Path cache, int threads, Reading reading, Progress progress) throws IOException {
        progress.report("reading " + file.getFileName(), Double.NaN);
        read(file, String.valueOf(file.getFileName()), reading);
    }

    static void read(Path file, String name, Reading reading) throws IOException {
        try (InputStream in = open(file)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int value = in.read(); value >= 0; value = in.read()) {
                if (value == '\n') {
                    readLine(file, name, number++, line.toByteArray(), reading);
                    line.reset();
                } else {
                    line.write(value);
                }
            }
            readLine(file, name, number, line.toByteArray(), reading);
        } catch (ZipException e) {
            throw new CorpusException(
                    "%s is not a gzip file: %s.".formatted(file, e.getMessage()),
                    "it is not compressed and its name should end in .jsonl.",
                    e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        if (!file.toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void readLine(Path file, String name, long number, byte[] line, Reading reading) throws IOException {
        if (Utf8.isBlank(line)) {
            return;
        }
        String place = file + ":" + number;
        int malformed = Utf8.firstMalformed(line);
        if (malformed >= 0) {
            throw new CorpusException(
                    "%s is not UTF-8: byte (0x%02x) at offset %d of the line."
                            .formatted(place, line[malformed], malformed),
                    "it is in another encoding: `iconv -f latin1 -t utf-8` converts it.");
        }
        byte[] text = text(place, new String(line, StandardCharsets.UTF_8));
        if (Utf8.isBlank(text)) {
            reading.dropped(Drop.EMPTY);
        } else {
            reading.document(new Document(name, "line " + number, false, text));
        }
    }

    private static byte[] text(String place, String line) throws CorpusException {
        try {
            return Utf8.encode(JsonObject.stringField(line, FIELD));
        } catch (IllegalArgumentException e) {
            throw new CorpusException(
                    "%s: %s"
                            .formatted(
                                    place,
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")),
                    "the file is not JSON lines with a string \"%s\" each: {\"%s\": \"…\"}.".formatted(FIELD, FIELD),
                    e);
        }
    }

    @Override
    public boolean hasNearDuplicates() {
        return false;
    }
}
