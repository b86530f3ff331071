package dev.nightjar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)|<img [^>]*src=\"([^\"]+)\"");

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        List<Path> documents;
        try (Stream<Path> top = Files.list(House.root());
                Stream<Path> pages = Files.walk(House.root().resolve("docs"))) {
            documents = Stream.concat(top, pages)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(documents.stream().flatMap(DocumentsTest::brokenLinks)).isEmpty();
    }

    private static Stream<String> brokenLinks(Path document) {
        return LINK.matcher(read(document))
                .results()
                .map((MatchResult link) -> link.group(1) == null ? link.group(3) : link.group(1))
                .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .map(target -> House.root().relativize(document) + " → " + target);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
