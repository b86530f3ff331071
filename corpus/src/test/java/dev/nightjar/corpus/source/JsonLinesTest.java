package dev.nightjar.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.corpus.text.CorpusException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

    private static final String LINES = """
            {"id": 1, "text": "first\\nline", "meta": {"a": [1, {"text": "no"}, []], "b": {}}}

            {"text": "zwei ü 👩‍🌾"}
            { "text" : "" , "n" : -1.5e+3 }\r
            {"x":[true,false,null,"\\"]"],"text":"\\u00e9\\ud83d\\ude00\\/\\\\"}""";

    @TempDir
    private Path folder;

    private static Collected read(Path file) throws IOException {
        Collected collected = new Collected();
        new JsonLines(file).read(file, 1, collected, Progress.silent());
        return collected;
    }

    @Test
    void readsTheTextOfEachLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), LINES);
        Collected read = read(file);
        assertThat(read.texts()).containsExactly("first\nline", "zwei ü 👩‍🌾", "é😀/\\");
        assertThat(read.names()).containsExactly("a.jsonl/line 1", "a.jsonl/line 3", "a.jsonl/line 5");
        assertThat(read.drops).containsExactly(Drop.EMPTY);
    }

    @Test
    void readsCompressedFilesAlike() throws IOException {
        Path file = folder.resolve("a.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file).texts()).hasSize(3);
        Files.writeString(file, LINES);
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("\nMaybe it is not compressed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": 5} | the field \"text\" is not a string",
                "{\"txt\": \"a\"} | there is no field \"text\"",
                "{} | there is no field",
                "[\"text\"] | ([) at column 1, where '{' was expected",
                "{\"text\": \"a\" | the end at column 13, where '}' was expected",
                "{\"text\": \"a\"} x | (x) at column 15, where the end of the line was expected",
                "{\"text\": \"a | the end at column 12, where the end of the string",
                "{\"text\": \"\\x\"} | (x) at column 12, where an escape",
                "{\"text\": \"\\u12G4\"} | (G) at column 15, where four hexadecimal digits",
                "{\"text\": \"\\ud83d\"} | half a surrogate pair",
                "{\"a\": 01, \"text\": \"\"} | (1) at column 8",
                "{\"a\": tru, \"text\": \"\"} | (t) at column 7, where a value",
                "{\"a\": [1,], \"text\": \"\"} | (]) at column 10, where a value",
                "{\"a\": {\"b\" 1}, \"text\": \"\"} | (1) at column 12, where ':'",
                "{\"a\": [1}, \"text\": \"\"} | (}) at column 9, where ','",
            })
    void aLineThatIsNotWhatItShouldBeIsNamedWithItsColumn(String line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"good\"}\n" + line);
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining(file + ":2: ")
                .withMessageContaining(message)
                .withMessageContaining("\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "-0", "0.5", "1e9", "\"s\"", "[]", "{}", "[[[{}]]]", "[{\"k\":[1,2]},3]", "null", "true"})
    void anyValueIsSkipped(String value) {
        assertThat(JsonObject.stringField("{\"a\":" + value + ",\"text\":\"x\"}", "text"))
                .isEqualTo("x");
        assertThat(JsonObject.stringField("{\"text\":\"x\", \"a\" : " + value + " }", "text"))
                .isEqualTo("x");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonObject.stringField("{\"a\":" + value, "text"));
    }

    @Test
    void bytesThatAreNotUtf8AreNamedWithTheirLine() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.write(file, "{\"text\": \"a\"}\n{\"text\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining(file + ":2 is not UTF-8: byte (0xe9) at offset 10");
    }
}
