package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TokenShardWriter;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedJudgeTest {

    private static final int VOCABULARY = 5;
    private static final int BOS = 4;
    private static final int CONTEXT = 8;
    private static final TokenBytes BYTES = TokenBytes.of(1, 2, 3, 4, 0);
    private static final Trial TRIAL = new Trial(1, 0, Purpose.BASELINE, "c0ffee", 7);
    private static final TrialOutcome.Trained TRAINED = new TrialOutcome.Trained(1, 2, 3, Map.of());

    @TempDir
    Path folder;

    private Rows rows;

    @BeforeEach
    void packRows() throws IOException {
        Path file = folder.resolve("validation.tok");
        try (TokenShardWriter writer = new TokenShardWriter(file, VOCABULARY, BOS)) {
            for (int document = 0; document < 40; document++) {
                int[] tokens = new int[3 + document % 5];
                for (int i = 0; i < tokens.length; i++) {
                    tokens[i] = (document + i) % 4;
                }
                writer.document(tokens);
            }
            writer.finish();
        }
        try (TokenShard shard = TokenShard.open(file)) {
            rows = Rows.pack(shard, CONTEXT, 20);
        }
    }

    @Test
    void dividesTheNatsOfTokensThatStandForBytesByTheirBytes() {
        double nats = 0;
        long bytes = 0;
        for (int row = 0; row < rows.count(); row++) {
            for (int t = 1; t <= CONTEXT; t++) {
                int token = rows.row(row)[t];
                nats += token == BOS ? 0 : 0.5 + token;
                bytes += BYTES.count(token);
            }
        }
        Judgement judgement = judge((request, writer, _) -> writer.write(claims((ScoreRequest) request)));
        assertThat(judgement).isInstanceOfSatisfying(Judgement.Measured.class, measured -> {
            assertThat(measured.judge()).isEqualTo(JudgeKind.SEALED);
            assertThat(measured.tokens()).isPositive();
            assertThat(measured.standardError().orElseThrow()).isPositive();
        });
        assertThat(((Judgement.Measured) judgement).value()).isCloseTo(nats / Math.log(2) / bytes, within(1e-6));
    }

    @Test
    void asksForEveryRowOnceInTheSameOrder() {
        List<int[]> asked = new ArrayList<>();
        judge((request, writer, _) -> {
            ScoreRequest score = (ScoreRequest) request;
            for (int row = 0; row < score.rows(); row++) {
                asked.add(Arrays.copyOfRange(score.tokens(), row * (CONTEXT + 1), (row + 1) * (CONTEXT + 1)));
            }
            writer.write(claims(score));
        });
        assertThat(asked).hasSize(rows.count());
        for (int row = 0; row < rows.count(); row++) {
            assertThat(asked.get(row)).isEqualTo(rows.row(row));
        }
    }

    @Test
    void refusesAServerThatDies() {
        assertRefused((_, _, raw) -> raw.close(), "ended after", "goodbye");
    }

    @Test
    void refusesAnswersOfAnotherShape() {
        assertRefused(
                (request, writer, _) -> writer.write(new Scored(request.id(), 1, 1, new float[1])),
                "rows (1)",
                "Maybe");
    }

    @Test
    void refusesAnotherVocabulary() throws IOException {
        SealedJudge judge = judgeOf(new PipedServer(new Hello(VOCABULARY + 1, CONTEXT), (_, _, _) -> {}));
        assertThat(judge.judge(TRIAL, TRAINED, new Interruption()))
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason()).contains("vocabulary of 6", "needs 5"));
    }

    @Test
    void aRequestToStopEndsAJudgement() throws IOException {
        Interruption interruption = new Interruption();
        SealedJudge judge = judgeOf(new PipedServer(new Hello(VOCABULARY, CONTEXT), (_, _, raw) -> {
            interruption.request();
            raw.close();
        }));
        assertThatThrownBy(() -> judge.judge(TRIAL, TRAINED, interruption))
                .isInstanceOf(Interruption.Interrupted.class);
    }

    @Test
    void samplesTheLikeliestTokenAtTemperatureZeroUpToTheEndOfTheDocument() throws IOException {
        List<Integer> written = new ArrayList<>();
        // After token t comes t + 1: the model of somebody who counts.
        PipedServer server = new PipedServer(new Hello(VOCABULARY, CONTEXT), (request, writer, _) -> {
            AuditRequest audit = (AuditRequest) request;
            float[] logits = new float[VOCABULARY];
            logits[(audit.tokens()[audit.positions()[0]] + 1) % VOCABULARY] = 1;
            writer.write(new Logits(request.id(), 1, VOCABULARY, logits));
        });
        new Sampler(CONTEXT, BOS, 0, 1).write(server, new int[] {0, 1}, 50, written::add);
        assertThat(written).containsExactly(2, 3);
    }

    private static Scored claims(ScoreRequest request) {
        float[] losses = new float[request.rows() * CONTEXT];
        for (int row = 0; row < request.rows(); row++) {
            for (int t = 0; t < CONTEXT; t++) {
                losses[row * CONTEXT + t] = 0.5f + request.tokens()[row * (CONTEXT + 1) + t + 1];
            }
        }
        return new Scored(request.id(), request.rows(), CONTEXT, losses);
    }

    private void assertRefused(PipedServer.Behaviour behaviour, String... reasons) {
        assertThat(judge(behaviour))
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reasons));
    }

    private Judgement judge(PipedServer.Behaviour behaviour) {
        try {
            return judgeOf(new PipedServer(new Hello(VOCABULARY, CONTEXT), behaviour))
                    .judge(TRIAL, TRAINED, new Interruption());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SealedJudge judgeOf(PipedServer server) {
        return new SealedJudge((_, _) -> server, rows, BYTES, VOCABULARY, Duration.ofSeconds(20));
    }
}
