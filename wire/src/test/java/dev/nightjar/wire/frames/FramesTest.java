package dev.nightjar.wire.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final FrameLimit LIMIT = new FrameLimit(8, 4, 100);
    private static final ScoreRequest SCORE = new ScoreRequest(7, 2, 3, new int[] {0, 1, 2, 3, 96, 97, 98, 99});
    private static final AuditRequest AUDIT = new AuditRequest(-8, 1, 3, new int[] {0, 1, 2, 3}, new int[] {2});

    private interface Writing {
        void to(FrameWriter writer) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(new FrameWriter(out));
        return out.toByteArray();
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes));
    }

    private static void refuses(ThrowingCallable reading, String value) {
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(reading)
                .withMessageContaining(value)
                .withMessageContaining("\nMaybe ");
    }

    @Test
    void aScoreRequestHasTheAgreedBytes() throws IOException {
        ByteBuffer expected = ByteBuffer.allocate(13 + 32).order(ByteOrder.LITTLE_ENDIAN);
        expected.put((byte) 1).putInt(7).putInt(2).putInt(3);
        Arrays.stream(SCORE.tokens()).forEach(expected::putInt);
        assertThat(bytes(writer -> writer.write(SCORE))).isEqualTo(expected.array());
        assertThat(bytes(writer -> writer.write(new Hello(513, 256))))
                .isEqualTo(new byte[] {'N', 'J', 'M', '1', 1, 2, 0, 0, 0, 1, 0, 0});
    }

    @Test
    void requestsComeBackInOrderUntilTheInputEnds() throws IOException {
        FrameReader reader = reader(bytes(writer -> {
            writer.write(SCORE);
            writer.write(AUDIT);
        }));
        assertThat(reader.request(LIMIT)).get().usingRecursiveComparison().isEqualTo(SCORE);
        assertThat(reader.request(LIMIT)).get().usingRecursiveComparison().isEqualTo(AUDIT);
        assertThat(reader.request(LIMIT)).isEmpty();
    }

    @Test
    void answersComeBack() throws IOException {
        Scored scored = new Scored(7, 2, 3, new float[] {0, 1.5f, 2, 3, 4, 1e-30f});
        Logits logits = new Logits(-8, 1, 100, new float[100]);
        FrameReader reader = reader(bytes(writer -> {
            writer.write(new Hello(100, 4));
            writer.write(scored);
            writer.write(logits);
        }));
        assertThat(reader.hello()).isEqualTo(new Hello(100, 4));
        assertThat(reader.scored(SCORE)).usingRecursiveComparison().isEqualTo(scored);
        assertThat(reader.logits(AUDIT, 100)).usingRecursiveComparison().isEqualTo(logits);
    }

    @Test
    void framesLargerThanTheWritersBufferComeBack() throws IOException {
        int[] tokens = IntStream.range(0, 100 * 1001).map(i -> i % 7).toArray();
        ScoreRequest large = new ScoreRequest(1, 100, 1000, tokens);
        FrameReader reader = reader(bytes(writer -> writer.write(large)));
        assertThat(reader.request(new FrameLimit(100, 1000, 7)))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(large);
    }

    @Test
    void everyCutIsAShortRead() throws IOException {
        byte[] whole = bytes(writer -> writer.write(AUDIT));
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            refuses(() -> reader(cut).request(LIMIT), "ended after");
        }
        refuses(() -> reader(new byte[0]).scored(SCORE), "ended after 0 of 1 bytes");
        refuses(() -> reader(new byte[] {'N', 'J'}).hello(), "ended after 2 of 12 bytes");
    }

    @Test
    void aFrameBeyondTheAgreementIsRefusedBeforeItIsRead() throws IOException {
        byte[] header = Arrays.copyOf(bytes(writer -> writer.write(SCORE)), 13);
        refuses(() -> reader(header).request(new FrameLimit(1, 4, 100)), "rows (2), agreed were 1 to 1");
        refuses(() -> reader(header).request(new FrameLimit(8, 2, 100)), "context (3), agreed were 1 to 2");
        header[8] = (byte) 0xff;
        refuses(() -> reader(header).request(LIMIT), "rows (4278190082)");
    }

    @Test
    void tokensAndPositionsOutsideTheirRangeAreRefused() throws IOException {
        byte[] score = bytes(writer -> writer.write(SCORE));
        refuses(() -> reader(score).request(new FrameLimit(8, 4, 99)), "token (99) at 7");
        byte[] audit = bytes(writer -> writer.write(AUDIT));
        audit[audit.length - 4] = 3;
        refuses(() -> reader(audit).request(LIMIT), "position (3)");
    }

    @Test
    void anAnswerOfAnotherShapeIsRefused() throws IOException {
        byte[] scored = bytes(writer -> writer.write(new Scored(7, 2, 3, new float[6])));
        refuses(() -> reader(scored).logits(AUDIT, 100), "kind (101)");
        refuses(() -> reader(scored).scored(new ScoreRequest(8, 2, 3, new int[8])), "id (7) instead of 8");
        refuses(() -> reader(scored).scored(new ScoreRequest(7, 1, 3, new int[4])), "rows (2) instead of 1");
        refuses(() -> reader(scored).scored(new ScoreRequest(7, 2, 4, new int[10])), "columns (3) instead of 4");
        refuses(() -> reader("loss 3.14\n".getBytes(StandardCharsets.UTF_8)).scored(SCORE), "kind (108)");
        refuses(() -> reader("Loading...\n\n".getBytes(StandardCharsets.UTF_8)).hello(), "0x4c6f6164");
        refuses(
                () -> reader(new byte[] {'N', 'J', 'M', '1', 0, 0, 0, 0, 1, 0, 0, 0})
                        .hello(),
                "vocabulary of (0)");
    }

    @Test
    void aLossThatIsNotFiniteIsNamed() throws IOException {
        byte[] scored = bytes(writer -> writer.write(new Scored(7, 2, 3, new float[6])));
        ByteBuffer.wrap(scored).order(ByteOrder.LITTLE_ENDIAN).putFloat(13 + 4 * 4, Float.NaN);
        refuses(() -> reader(scored).scored(SCORE), "loss (NaN) at row 1, column 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Logits(1, 1, 2, new float[] {0, Float.NEGATIVE_INFINITY}))
                .withMessageContaining("(-Infinity) at row 0, column 1");
    }
}
