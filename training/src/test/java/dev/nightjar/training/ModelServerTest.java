package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;

class ModelServerTest {

    private static final int VOCABULARY = 11;
    private static final int BOS = 10;
    private static final int CONTEXT = 6;

    /// Knows for each token how likely each next one is.
    private final Tensor table = torch.randn(VOCABULARY, VOCABULARY);

    private ModelServer server(LanguageModel model) {
        return new ModelServer(model, VOCABULARY, CONTEXT, BOS, new Device(DeviceType.CPU));
    }

    private FrameReader answers(Request... requests) throws IOException {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(in);
        for (Request request : requests) {
            writer.write(request);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        server(tokens -> torch.embedding(table, tokens)).serve(new ByteArrayInputStream(in.toByteArray()), out);
        return new FrameReader(new ByteArrayInputStream(out.toByteArray()));
    }

    private static int[] tokens(int rows, long seed) {
        return new Random(seed).ints(rows * (CONTEXT + 1L), 0, VOCABULARY).toArray();
    }

    private double nats(int from, int to) {
        double sum = 0;
        for (int next = 0; next < VOCABULARY; next++) {
            sum += Math.exp(logit(from, next));
        }
        return Math.log(sum) - logit(from, to);
    }

    private float logit(int from, int to) {
        return table.select(0, from).select(0, to).item_float();
    }

    @Test
    void scoresEachTargetInNatsAlsoWithMoreRowsThanOnePassTakes() throws IOException {
        ScoreRequest request = new ScoreRequest(5, 37, CONTEXT, tokens(37, 1));
        FrameReader reader = answers(request);
        assertThat(reader.hello()).isEqualTo(new Hello(VOCABULARY, CONTEXT));
        Scored scored = reader.scored(request);
        for (int row = 0; row < 37; row++) {
            for (int t = 0; t < CONTEXT; t++) {
                int at = row * (CONTEXT + 1) + t;
                double expected = nats(request.tokens()[at], request.tokens()[at + 1]);
                assertThat((double) scored.values()[row * CONTEXT + t]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void anAuditGivesTheLogitsThatTheClaimCameFrom() throws IOException {
        int rows = 19;
        int[] tokens = tokens(rows, 2);
        int[] positions = new Random(3).ints(rows, 0, CONTEXT).toArray();
        AuditRequest request = new AuditRequest(6, rows, CONTEXT, tokens, positions);
        FrameReader reader = answers(new ScoreRequest(5, rows, CONTEXT, tokens), request);
        reader.hello();
        reader.scored(new ScoreRequest(5, rows, CONTEXT, tokens));
        Logits logits = reader.logits(request, VOCABULARY);
        for (int row = 0; row < rows; row++) {
            for (int id = 0; id < VOCABULARY; id++) {
                assertThat(logits.values()[row * VOCABULARY + id])
                        .isEqualTo(logit(tokens[row * (CONTEXT + 1) + positions[row]], id));
            }
        }
    }

    @Test
    void endsQuietlyWhenTheJudgeHangsUp() throws IOException {
        assertThat(answers().hello().vocabulary()).isEqualTo(VOCABULARY);
    }

    @Test
    void refusesAModelWhoseLogitsHaveAnotherShape() {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        assertThatThrownBy(() -> {
                    new FrameWriter(in).write(new ScoreRequest(1, 1, CONTEXT, tokens(1, 1)));
                    server(tokens -> torch.zeros(16, CONTEXT, VOCABULARY + 1))
                            .serve(new ByteArrayInputStream(in.toByteArray()), new ByteArrayOutputStream());
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[16, 6, 12]")
                .hasMessageContaining("Maybe");
    }
}
