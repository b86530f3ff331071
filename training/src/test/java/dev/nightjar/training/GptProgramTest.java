package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.wire.Mode;
import dev.nightjar.wire.ProgressLine;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.SummaryBlock;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GptProgramTest {

    private static final double GUESSING = Math.log(Shards.VOCABULARY);

    @TempDir
    Path folder;

    private static Map<String, String> tinyWith(String constant, String value) {
        Map<String, String> constants = new HashMap<>(GptProgram.TINY);
        constants.put(constant, value);
        return constants;
    }

    private static double lastLoss(List<String> printed) {
        return progress(printed).getLast().loss();
    }

    private static List<ProgressLine> progress(List<String> printed) {
        return printed.stream()
                .map(ProgressLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void learnsAndIsServedWithClaimsThatHoldInAnAudit() throws Exception {
        GptProgram program = GptProgram.compile(folder, GptProgram.TINY);
        List<String> printed = program.train("60 steps");

        assertThat(progress(printed).getLast().fraction()).isEqualTo(1);
        assertThat(progress(printed).getLast().tokens()).isEqualTo(60 * 256);
        SummaryBlock summary = SummaryBlock.parse(printed).orElseThrow();
        assertThat(summary.number("num_steps")).hasValue(60);
        assertThat(summary.number("peak_vram_mb").orElseThrow()).isPositive();

        Process server = program.start(Mode.SERVE, "60 steps");
        try (TokenShard shard = TokenShard.open(program.data().resolve("train-00000.tokens"))) {
            Rows rows = Rows.pack(shard, GptProgram.CONTEXT, 20);
            FrameReader reader = new FrameReader(server.getInputStream());
            FrameWriter writer = new FrameWriter(server.getOutputStream());
            assertThat(reader.hello().vocabulary()).isEqualTo(Shards.VOCABULARY);

            ScoreRequest score = new ScoreRequest(1, 20, GptProgram.CONTEXT, rows.batch(0, 20));
            writer.write(score);
            Scored scored = reader.scored(score);
            assertThat(mean(scored.values())).isLessThan(0.8 * GUESSING);

            AuditRequest audit = audit(rows);
            writer.write(audit);
            Logits logits = reader.logits(audit, Shards.VOCABULARY);
            for (int row = 0; row < 20; row++) {
                int position = audit.positions()[row];
                int target = rows.row(row)[position + 1];
                assertThat(nats(logits, row, target))
                        .isCloseTo(scored.values()[row * GptProgram.CONTEXT + position], within(1e-5));
            }
            server.getOutputStream().close();
            assertThat(server.waitFor()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    /// Every row at a random position, with noise right of it.
    private static AuditRequest audit(Rows rows) {
        Random random = new Random(9);
        int length = GptProgram.CONTEXT + 1;
        int[] tokens = rows.batch(0, 20);
        int[] positions = random.ints(20, 0, GptProgram.CONTEXT).toArray();
        for (int row = 0; row < 20; row++) {
            for (int t = positions[row] + 1; t < length; t++) {
                tokens[row * length + t] = random.nextInt(Shards.VOCABULARY);
            }
        }
        return new AuditRequest(2, 20, GptProgram.CONTEXT, tokens, positions);
    }

    private static double nats(Logits logits, int row, int target) {
        double sum = 0;
        for (int id = 0; id < Shards.VOCABULARY; id++) {
            sum += Math.exp(logits.values()[row * Shards.VOCABULARY + id]);
        }
        return Math.log(sum) - logits.values()[row * Shards.VOCABULARY + target];
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void theSameSeedTrainsTheSameModel() throws Exception {
        GptProgram first = GptProgram.compile(folder.resolve("first"), GptProgram.TINY);
        GptProgram second = GptProgram.compile(folder.resolve("second"), GptProgram.TINY);
        double loss = lastLoss(first.train("10 steps"));
        assertThat(lastLoss(second.train("10 steps"))).isEqualTo(loss);
        assertThat(Files.mismatch(first.checkpoint(), second.checkpoint())).isEqualTo(-1);
    }

    @Test
    void trainsInFullPrecisionWithGradientAccumulationAndWithoutClipping() throws Exception {
        Map<String, String> constants = tinyWith("PRECISION", "\"fp32\"");
        constants.put("BATCH_SIZE", "2");
        constants.put("GRAD_CLIP", "0.0");
        constants.put("WINDOW_PATTERN", "\"TS\"");
        constants.put("N_LAYER", "3");
        assertThat(lastLoss(GptProgram.compile(folder, constants).train("60 steps")))
                .isLessThan(0.9 * GUESSING);
    }

    @Test
    void aDivergedLossEndsTheTrialWithoutACheckpoint() throws Exception {
        GptProgram program = GptProgram.compile(folder, tinyWith("LR", "Double.NaN"));
        program.train("1000000 steps");
        assertThat(program.errors()).contains("DivergedException", "Maybe a learning rate is too high");
        assertThat(program.checkpoint()).doesNotExist();
    }

    @Test
    void preflightTakesOneStepWithoutDataAndSaysOk() throws Exception {
        GptProgram program = GptProgram.compile(folder, GptProgram.TINY);
        Process process = program.start(Mode.PREFLIGHT, "1 TFLOP");
        assertThat(process.inputReader().lines().toList())
                .singleElement()
                .asString()
                .startsWith("ok:");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aBatchThatDoesNotDivideIsRefusedWithItsNumbers() throws Exception {
        GptProgram program = GptProgram.compile(folder, tinyWith("TOTAL_BATCH", "100"));
        Process process = program.start(Mode.PREFLIGHT, "1 TFLOP");
        assertThat(process.waitFor()).isNotZero();
        assertThat(program.errors()).contains("TOTAL_BATCH (100)", "Maybe");
    }
}
