package dev.nightjar.corpus.source;

import dev.nightjar.corpus.text.CorpusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the text of a corpus comes from.
public sealed interface CorpusSource permits JavaSources, TextFolder, JsonLines {

    /// The source that `[data] corpus` of a lab names.
    ///
    /// @param name `java-sources`, or a folder or file of JSON lines, relative to `base` unless absolute
    /// @param maven the command that runs the user's Maven
    /// @throws CorpusException if there is no such thing
    static CorpusSource parse(String name, Path base, List<String> maven) throws IOException {
        if (name.equals(JavaSources.NAME)) {
            return JavaSources.pinned(maven);
        }
        Path path = base.resolve(name).normalize();
        if (Files.isDirectory(path)) {
            return new TextFolder(path);
        }
        if (Files.exists(path) && JsonLines.isJsonLines(path)) {
            return new JsonLines(path);
        }
        if (Files.exists(path)) {
            throw new CorpusException(
                    "The corpus (%s) is a file, but not one of JSON lines.".formatted(path),
                    "its folder is meant, or its name should end in .jsonl or .jsonl.gz.");
        }
        throw new CorpusException(
                "There is no corpus (%s).".formatted(path),
                "the path is misspelled: \"%s\", a folder of text files, or a file .jsonl or .jsonl.gz would do."
                        .formatted(JavaSources.NAME));
    }

    /// The source as a person knows it.
    String title();

    /// A text that changes when the corpus does, found within a second and without reading it.
    String fingerprint() throws IOException;

    /// Brings what is missing into `cache`, so that [#read] needs no network.
    void fetch(Path cache, Progress progress) throws IOException, InterruptedException;

    /// Reads everything, cleaned.
    ///
    /// @param threads that may work at once
    /// @throws CorpusException if the text is not as it should be
    void read(Path cache, int threads, Reading reading, Progress progress) throws IOException;

    /// Whether documents so alike that they must stay on one side of a split are to be looked for.
    boolean hasNearDuplicates();
}
