package dev.nightjar.wire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.wire.TokenShardWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bytes that `docs/reference/trainer-protocol.md` shows are those that are written.
class DocumentedBytesTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "trainer-protocol.md");
    private static final Pattern BLOCK = Pattern.compile("```hex (\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("(?m)^[0-9a-f]{2}(?: [0-9a-f]{2})*+(?= {3}|$)");
    private static final float LOSS = (float) (Math.log(Math.exp(2) + 4) - 2);

    @TempDir
    Path folder;

    private interface Writing {
        void to(FrameWriter writer) throws IOException;
    }

    @Test
    void theServersFramesAreAsDocumented() throws IOException {
        assertThat(written(writer -> writer.write(new Hello(5, 3)))).isEqualTo(documented("hello"));
        float[] losses = {LOSS, LOSS, LOSS + 2, LOSS + 2, LOSS, LOSS};
        assertThat(written(writer -> writer.write(new Scored(7, 2, 3, losses)))).isEqualTo(documented("scored"));
        assertThat(written(writer -> writer.write(new Logits(8, 1, 5, new float[] {0, 0, 2, 0, 0}))))
                .isEqualTo(documented("logits"));
    }

    @Test
    void theJudgesFramesAreAsDocumented() throws IOException {
        int[] rows = {4, 0, 1, 3, 4, 2, 3, 4};
        assertThat(written(writer -> writer.write(new ScoreRequest(7, 2, 3, rows))))
                .isEqualTo(documented("score"));
        int[] row = {4, 0, 1, 0};
        assertThat(written(writer -> writer.write(new AuditRequest(8, 1, 3, row, new int[] {2}))))
                .isEqualTo(documented("audit"));
    }

    @Test
    void aShardIsAsDocumented() throws IOException {
        Path file = folder.resolve("two.tokens");
        try (TokenShardWriter writer = new TokenShardWriter(file, 5, 4)) {
            writer.document(new int[] {0, 1});
            writer.document(new int[] {3});
            writer.finish();
        }
        assertThat(HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(file)))
                .isEqualTo(documented("shard"));
    }

    private static String written(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(new FrameWriter(out));
        return HexFormat.ofDelimiter(" ").formatHex(out.toByteArray());
    }

    /// The bytes of the page's block of that name, without what stands behind three blanks.
    private static String documented(String name) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        String block = blocks.results()
                .filter(found -> found.group(1).equals(name))
                .map(found -> found.group(2))
                .findFirst()
                .orElseThrow();
        return BYTES.matcher(block).results().map(MatchResult::group).collect(Collectors.joining(" "));
    }
}
