package dev.nightjar.judging;

import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.ScoreRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Asks a server about the text. Every frame has the same number of rows, scoring or auditing, full or not: what a
/// frame is for must not change a model's arithmetic.
final class Questions {

    /// Enough rows to keep two cores busy, few enough that the logits of a frame fit anywhere.
    static final int ROWS = 16;

    private static final float LEAST_CLAIM = -0.001f; // what rounding may make of zero
    private static final float MOST_CLAIM = 60;

    private final JudgedText text;
    private final int[] ordinary;

    Questions(JudgedText text) {
        this.text = text;
        int[] counts = new int[text.vocabulary()];
        Arrays.setAll(counts, token -> token);
        this.ordinary = Arrays.stream(counts)
                .filter(token -> text.bytes().count(token) > 0)
                .toArray();
    }

    /// Every token's claimed loss.
    Claims claims(Conversation server) throws RefusalException {
        int context = text.context();
        int rows = text.rows().count();
        float[] losses = new float[rows * context];
        for (int from = 0, id = 1; from < rows; from += ROWS, id++) {
            int[] tokens = new int[ROWS * (context + 1)];
            for (int i = 0; i < ROWS; i++) {
                int[] row = text.rows().row(Math.min(from + i, rows - 1)); // the last row fills up the last frame
                System.arraycopy(row, 0, tokens, i * (context + 1), context + 1);
            }
            float[] answer = server.score(new ScoreRequest(id, ROWS, context, tokens));
            System.arraycopy(answer, 0, losses, from * context, Math.min(ROWS, rows - from) * context);
        }
        requirePossible(losses);
        return Claims.of(rows, context, losses);
    }

    /// A loss is not negative. And one that no model has would draw the audits away from the others.
    private void requirePossible(float[] losses) throws RefusalException {
        for (int place : text.counted()) {
            if (losses[place] < LEAST_CLAIM || losses[place] > MOST_CLAIM) {
                throw new RefusalException(
                        CrashReason.JUDGEMENT,
                        "The model claims a loss of %s nats; possible are 0 to %.0f.\nMaybe it diverged."
                                .formatted(losses[place], MOST_CLAIM));
            }
        }
    }

    /// The true losses at places, frame by frame. Right of an audited position the tokens are random.
    Map<Integer, Double> truths(Conversation server, List<List<Integer>> frames, SplittableRandom random)
            throws RefusalException {
        int context = text.context();
        Map<Integer, Double> truths = new HashMap<>();
        int id = 0;
        for (List<Integer> places : frames) {
            int[] tokens = new int[ROWS * (context + 1)];
            int[] positions = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                int place = i < places.size() ? places.get(i) : places.getFirst();
                positions[i] = place % context;
                fill(tokens, i * (context + 1), place, random);
            }
            float[] logits = server.audit(new AuditRequest(++id, ROWS, context, tokens, positions), text.vocabulary());
            for (int i = 0; i < places.size(); i++) {
                truths.put(places.get(i), loss(logits, i * text.vocabulary(), target(places.get(i))));
            }
        }
        return truths;
    }

    private void fill(int[] tokens, int offset, int place, SplittableRandom random) {
        int[] row = text.rows().row(place / text.context());
        int position = place % text.context();
        System.arraycopy(row, 0, tokens, offset, position + 1);
        for (int t = position + 1; t <= text.context(); t++) {
            tokens[offset + t] = ordinary[random.nextInt(ordinary.length)];
        }
    }

    private int target(int place) {
        return text.rows().row(place / text.context())[place % text.context() + 1];
    }

    /// Minus the log-softmax at `target`.
    private double loss(float[] logits, int offset, int target) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < text.vocabulary(); v++) {
            highest = Math.max(highest, logits[offset + v]);
        }
        double sum = 0;
        for (int v = 0; v < text.vocabulary(); v++) {
            sum += Math.exp(logits[offset + v] - highest);
        }
        return highest + Math.log(sum) - logits[offset + target];
    }
}
