package dev.nightjar.corpus.source;

import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.corpus.text.JavaCleaning;
import dev.nightjar.corpus.text.Sha256;
import dev.nightjar.corpus.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The sources of well-known Java libraries, as their authors published them to Maven Central.
///
/// @param jars in the order in which they are read; of two equal files the first counts
/// @param maven the command that runs the user's Maven
public record JavaSources(List<PinnedJar> jars, List<String> maven) implements CorpusSource {

    public static final String NAME = "java-sources";

    private static final String LIST = "java-sources.txt";

    public JavaSources {
        jars = List.copyOf(jars);
        maven = List.copyOf(maven);
    }

    /// The libraries that this version of Nightjar pins.
    static JavaSources pinned(List<String> maven) throws IOException {
        try (InputStream in = JavaSources.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IOException("The list %s is not on the class path.".formatted(LIST));
            }
            List<PinnedJar> jars = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PinnedJar::parse)
                    .toList();
            return new JavaSources(jars, maven);
        }
    }

    @Override
    public String title() {
        return NAME;
    }

    @Override
    public String fingerprint() {
        Sha256 hash = new Sha256();
        jars.forEach(jar -> hash.add(jar.toString()));
        return hash.hex();
    }

    @Override
    public void fetch(Path cache, Progress progress) throws IOException, InterruptedException {
        Path folder = cache.resolve(NAME);
        List<PinnedJar> missing = jars.stream()
                .filter(jar -> Files.notExists(folder.resolve(jar.fileName())))
                .toList();
        if (!missing.isEmpty()) {
            Files.createDirectories(folder);
            new MavenFetch(maven, folder).fetch(missing, progress);
        }
        progress.report("checking the source jars", Double.NaN);
        for (PinnedJar jar : jars) {
            check(jar, folder.resolve(jar.fileName()));
        }
    }

    private static void check(PinnedJar jar, Path file) throws IOException {
        String found = Sha256.of(file);
        if (!found.equals(jar.sha256())) {
            throw new CorpusException(
                    "%s has the SHA-256 (%s) instead of %s.".formatted(file, found, jar.sha256()),
                    "the download was cut off or altered on its way: delete it, here and in ~/.m2/repository, and run again.");
        }
    }

    private record Read(List<Document> documents, List<Drop> drops) {}

    @Override
    public void read(Path cache, int threads, Reading reading, Progress progress) throws IOException {
        Path folder = cache.resolve(NAME);
        try (Stream<Read> read = jars.stream().gather(Gatherers.mapConcurrent(threads, jar -> read(jar, folder)))) {
            int done = 0;
            for (Read jar : (Iterable<Read>) read::iterator) {
                progress.report("reading " + jars.get(done).artifact(), (double) done / jars.size());
                done++;
                for (Document document : jar.documents) {
                    reading.document(document);
                }
                jar.drops.forEach(reading::dropped);
            }
        } catch (UncheckedIOException e) {
            throw new CorpusException(
                    String.valueOf(e.getMessage()), "it was deleted or changed just now: run again.", e);
        }
    }

    private static Read read(PinnedJar jar, Path folder) {
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        Path file = folder.resolve(jar.fileName());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".java")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        keep(jar, entry.getName(), in.readAllBytes(), read);
                    }
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void keep(PinnedJar jar, String name, byte[] text, Read read) {
        if (Utf8.firstMalformed(text) >= 0) {
            read.drops.add(Drop.NOT_UTF8);
            return;
        }
        byte[] clean = JavaCleaning.clean(text);
        if (Utf8.isBlank(clean)) {
            read.drops.add(Drop.EMPTY);
        } else if (JavaCleaning.isGenerated(text)) {
            read.drops.add(Drop.GENERATED);
        } else {
            read.documents.add(new Document(jar.artifact(), name, jar.heldOut(), clean));
        }
    }

    @Override
    public boolean hasNearDuplicates() {
        return true;
    }
}
