package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TokenShardWriter;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameException;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `labs/python/nightjar.py` in a python3 of its own, asked by the frames that the judge uses.
@Timeout(60)
final class PythonClientTest {

    private static final int VOCABULARY = 5;
    private static final int BOS = 4;
    private static final int CONTEXT = 3;
    private static final float LOSS = (float) (Math.log(Math.exp(2) + 4) - 2);
    private static final ScoreRequest SCORE = new ScoreRequest(7, 2, CONTEXT, new int[] {4, 0, 1, 3, 4, 2, 3, 4});
    private static final AuditRequest AUDIT = new AuditRequest(-8, 1, CONTEXT, new int[] {4, 0, 1, 0}, new int[] {2});

    @TempDir
    Path folder;

    private interface Raw {
        void to(OutputStream requests) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lists", "arrays", "tensor", "callables"})
    void claimsAndAuditsAgreeWhateverTheModelReturns(String returned) throws Exception {
        try (PythonServer server = server(returned)) {
            FrameReader reader = new FrameReader(server.answers());
            FrameWriter writer = new FrameWriter(server.requests());
            assertThat(reader.hello()).isEqualTo(new Hello(VOCABULARY, CONTEXT));

            writer.write(SCORE);
            Scored scored = reader.scored(SCORE);
            assertThat(scored.values()).containsExactly(LOSS, LOSS, LOSS + 2, LOSS + 2, LOSS, LOSS);

            writer.write(AUDIT);
            Logits logits = reader.logits(AUDIT, VOCABULARY);
            assertThat(logits.values()).containsExactly(0, 0, 2, 0, 0);
            assertThat(loss(logits.values(), 3)).isCloseTo(scored.values()[2], within(1e-7));

            server.requests().close();
            assertThat(server.exitCode()).isZero();
            assertThat(server.lastWords())
                    .isEqualToIgnoringNewLines("what a library prints does not end up among the frames");
        }
    }

    @Test
    void theSealedJudgeMeasuresAPythonProgram() throws Exception {
        Path file = folder.resolve("validation.tokens");
        try (TokenShardWriter writer = new TokenShardWriter(file, VOCABULARY, BOS)) {
            for (int document = 0; document < 60; document++) {
                writer.document(new int[] {document % 4, (document + 1) % 4});
            }
            writer.finish();
        }
        try (TokenShard shard = TokenShard.open(file)) {
            Rows rows = Rows.pack(shard, CONTEXT, 40);
            SealedJudge.Text text = new SealedJudge.Text(rows, TokenBytes.of(1, 1, 1, 1, 0), VOCABULARY);
            Lab.Metric metric = new Lab.Metric(
                    "val_bpb",
                    Direction.LOWER,
                    JudgeKind.SEALED,
                    CONTEXT,
                    40,
                    List.of(),
                    new Lab.Audits(64, 128),
                    Lab.Serving.USUAL);
            Files.createDirectories(folder.resolve("1"));
            SealedJudge judge =
                    new SealedJudge(new PythonServers(), text, text, folder, metric, Duration.ofSeconds(50));
            Trial trial = new Trial(1, 0, Purpose.BASELINE, "c0ffee", 7);
            Judgement judgement = judge.judge(
                    trial, new TrialOutcome.Trained(1, 2, 3, Map.of()), Judge.Comparison.NONE, new Interruption());
            // Of the documents 0 1, 1 2, 2 3 and 3 0 it knows the 0 after BOS and three second tokens: half.
            assertThat(judgement).isInstanceOfSatisfying(Judgement.Measured.class, measured -> {
                assertThat(measured.tokens()).isEqualTo(80);
                assertThat(measured.integrity().orElseThrow().worst()).isLessThan(1e-6);
                assertThat(measured.value()).isCloseTo((LOSS + 2 * 0.5) / Math.log(2), within(1e-6));
            });
        }
    }

    @Test
    void aRowsAnswerDoesNotDependOnTheRowsBesideIt() throws Exception {
        try (PythonServer server = server("lists")) {
            FrameReader reader = new FrameReader(server.answers());
            FrameWriter writer = new FrameWriter(server.requests());
            reader.hello();
            int[] tokens = new int[37 * (CONTEXT + 1)];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = i * i % VOCABULARY;
            }
            ScoreRequest many = new ScoreRequest(1, 37, CONTEXT, tokens);
            writer.write(many);
            float[] together = reader.scored(many).values();
            for (int row : new int[] {0, 16, 36}) {
                int[] own = Arrays.copyOfRange(tokens, row * (CONTEXT + 1), (row + 1) * (CONTEXT + 1));
                ScoreRequest alone = new ScoreRequest(2, 1, CONTEXT, own);
                writer.write(alone);
                assertThat(reader.scored(alone).values())
                        .isEqualTo(Arrays.copyOfRange(together, row * CONTEXT, (row + 1) * CONTEXT));
            }
        }
    }

    @Test
    void leavesWithAMessageWhenARequestIsNotAsAgreed() throws Exception {
        assertLeaves(raw -> raw.write(77), "kind (77)");
        assertLeaves(raw -> raw.write(header(1, 9, 0, CONTEXT)), "(0) rows");
        assertLeaves(raw -> raw.write(header(1, 9, 1, CONTEXT + 1)), "(4) tokens");
        assertLeaves(raw -> raw.write(header(1, 9, Integer.MAX_VALUE, Integer.MAX_VALUE)), "(2147483647) rows");
        assertLeaves(raw -> new FrameWriter(raw).write(new ScoreRequest(1, 1, 3, new int[] {4, 0, 5, 0})), "token");
        assertLeaves(
                raw -> {
                    raw.write(header(1, 9, 2, CONTEXT));
                    raw.write(new byte[7]);
                    raw.close();
                },
                "ended after 7 of 32 bytes");
    }

    @Test
    void leavesWithAMessageWhenTheModelIsNotAsAgreed() throws Exception {
        assertLeaves("fails", "no such layer");
        assertLeaves("padded", "(16, 3, 6) instead of (16, 3, 5)");
        assertLeaves("diverged", "not all finite");
        assertLeaves("signs", "A loss (-1.0) is negative");
    }

    @Test
    void aLossThatRoundingMadeNegativeIsZero() throws Exception {
        try (PythonServer server = server("rounding")) {
            FrameReader reader = new FrameReader(server.answers());
            reader.hello();
            new FrameWriter(server.requests()).write(SCORE);
            assertThat(reader.scored(SCORE).values()).containsOnly(0);
        }
    }

    private void assertLeaves(String behaviour, String message) throws Exception {
        assertLeaves(behaviour, raw -> new FrameWriter(raw).write(SCORE), message);
    }

    private void assertLeaves(Raw request, String message) throws Exception {
        assertLeaves("lists", request, message);
    }

    private void assertLeaves(String behaviour, Raw request, String message) throws Exception {
        try (PythonServer server = server(behaviour)) {
            FrameReader reader = new FrameReader(server.answers());
            reader.hello();
            request.to(server.requests());
            server.requests().flush();
            assertThatExceptionOfType(FrameException.class).isThrownBy(() -> reader.scored(SCORE));
            assertThat(server.exitCode()).isPositive();
            assertThat(server.lastWords()).contains(message);
        }
    }

    private final class PythonServers implements ModelServers {
        @Override
        public ModelServer start(Trial trial, Duration limit) {
            try {
                return server("lists");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long checkpointBytes(Trial trial) {
            return 0;
        }
    }

    private PythonServer server(String behaviour) throws IOException {
        return new PythonServer(folder, behaviour, VOCABULARY, BOS, CONTEXT);
    }

    private static byte[] header(int kind, int id, int rows, int context) {
        ByteBuffer bytes = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.put((byte) kind).putInt(id).putInt(rows).putInt(context).array();
    }

    /// -log softmax(logits)[target], as the judge takes it.
    private static double loss(float[] logits, int target) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[target];
    }
}
