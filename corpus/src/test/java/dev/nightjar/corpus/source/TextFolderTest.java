package dev.nightjar.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightjar.corpus.text.CorpusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("deep/.git"));
        Files.writeString(folder.resolve("b.txt"), "bé");
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("deep/c.md"), "c");
        Files.writeString(folder.resolve("deep/d.jsonl"), "{\"text\": \"d\"}\n");
        Files.writeString(folder.resolve("blank.txt"), " \n");
        Files.writeString(folder.resolve(".DS_Store"), "x");
        Files.writeString(folder.resolve("deep/.git/config"), "x");
    }

    private Collected read() throws IOException {
        Collected collected = new Collected();
        new TextFolder(folder).read(folder, 1, collected, Progress.silent());
        return collected;
    }

    @Test
    void readsEveryVisibleFileInTheOrderOfNames() throws IOException {
        Collected read = read();
        assertThat(read.texts()).containsExactly("a", "bé", "c", "d");
        assertThat(read.documents).extracting(Document::name).containsExactly("a.txt", "b.txt", "deep/c.md", "line 1");
        assertThat(read.drops).containsExactly(Drop.EMPTY);
    }

    @Test
    void aFileThatIsNotUtf8IsNamedWithTheOffset() throws IOException {
        Path bad = folder.resolve("deep/bad.txt");
        Files.write(bad, new byte[] {'a', 'b', (byte) 0xC3, '(', 'c'});
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(this::read)
                .withMessageContaining(bad + " is not UTF-8: byte (0xc3) at offset 2")
                .withMessageContaining("\nMaybe ");
    }

    @Test
    void theFingerprintFollowsNamesSizesAndTimes() throws IOException {
        TextFolder source = new TextFolder(folder);
        String before = source.fingerprint();
        assertThat(source.fingerprint()).isEqualTo(before);
        Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.fromMillis(1));
        String touched = source.fingerprint();
        assertThat(touched).isNotEqualTo(before);
        Files.move(folder.resolve("a.txt"), folder.resolve("z.txt"));
        assertThat(source.fingerprint()).isNotEqualTo(touched);
    }

    @Test
    void aCorpusIsFoundByItsName() throws IOException {
        List<String> maven = List.of("mvn");
        assertThat(CorpusSource.parse("deep", folder, maven)).isEqualTo(new TextFolder(folder.resolve("deep")));
        assertThat(CorpusSource.parse(folder.toString(), Path.of("/"), maven)).isEqualTo(new TextFolder(folder));
        assertThat(CorpusSource.parse("deep/d.jsonl", folder, maven))
                .isEqualTo(new JsonLines(folder.resolve("deep/d.jsonl")));
        assertThat(CorpusSource.parse("java-sources", folder, maven)).isInstanceOf(JavaSources.class);
        for (String wrong : List.of("java-source", "a.txt")) {
            assertThatExceptionOfType(CorpusException.class)
                    .isThrownBy(() -> CorpusSource.parse(wrong, folder, maven))
                    .withMessageContaining("(" + folder.resolve(wrong) + ")")
                    .withMessageContaining("\nMaybe ");
        }
    }
}
