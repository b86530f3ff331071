package dev.nightjar.judging;

import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Integrity.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// Tests fixed claims against a model's logits.
///
/// @param reference the trial whose claims weight the draws, with its number
record Audit(JudgedText text, Claims claims, Optional<Claims> reference, OptionalInt referenceTrial, int count) {

    /// The most that a truth may be away from its claim, in nats.
    static final double TOLERANCE = 0.25;

    /// The most by which two answers to one question may differ, in nats: kernels may depend on a frame's other
    /// rows.
    static final double DISAGREEMENT = 0.05;

    /// Claims that are certainly wrong by more than this together are false, in bits per byte.
    static final double NEGLIGIBLE = 0.0005;

    private static final int WITNESSES = 64;

    /// Standard errors beyond which the witness's mean difference is no chance: one in a thousand.
    private static final double DRIFT_DEVIATIONS = 3.09;
    private static final double DEVIATIONS = 1.959964;

    /// Asks one server, which never saw a target, and then another some of the same.
    ///
    /// @param draw the seed of all draws
    Integrity hear(Sitting sitting, long draw) throws RefusalException {
        SplittableRandom random = new SplittableRandom(draw);
        Optional<float[]> other = reference.map(Claims::losses);
        Draws draws = Draws.of(claims.losses(), other, text.counted(), count, random);
        AuditOrder order = new AuditOrder(text.context(), Questions.ROWS);
        List<List<Integer>> frames = order.frames(draws.places(), random);
        List<List<Integer>> again = order.again(frames, WITNESSES, random);
        Questions questions = new Questions(text);
        Conversation auditor = sitting.start();
        auditor.greet(text.vocabulary(), text.context());
        Map<Integer, Double> truths = questions.truths(auditor, frames, random);
        auditor.finish();
        Conversation witness = sitting.start();
        witness.greet(text.vocabulary(), text.context());
        Map<Integer, Double> seconds = questions.truths(witness, again, random);
        witness.finish();
        return judge(draws, truths, seconds, other, draw);
    }

    private Integrity judge(
            Draws draws,
            Map<Integer, Double> truths,
            Map<Integer, Double> seconds,
            Optional<float[]> other,
            long draw) {
        double[] found = new double[draws.count()];
        for (int k = 0; k < found.length; k++) {
            found[k] = truths.getOrDefault(draws.places()[k], Double.NaN);
        }
        Estimate estimate = Estimate.of(draws, claims.losses(), found, TOLERANCE);
        double disagreement = seconds.entrySet().stream()
                .mapToDouble(answer -> Math.abs(answer.getValue() - truths.getOrDefault(answer.getKey(), Double.NaN)))
                .max()
                .orElse(0);
        double drift = drift(truths, seconds);
        double correction = text.bitsPerByte(estimate.correction());
        double error = text.bitsPerByte(estimate.error());
        return new Integrity(
                refuted(estimate, text) || disagreement > DISAGREEMENT || drift > NEGLIGIBLE
                        ? Verdict.FAILED
                        : Verdict.INTACT,
                text.bitsPerByte(claims.total(text)),
                correction,
                error,
                draws.count(),
                estimate.off(),
                estimate.worst(),
                seconds.size(),
                disagreement,
                drift,
                text.bitsPerByte(ResidualBound.nats(
                        claims.losses(), other, text.counted(), text.vocabulary(), draws.count(), estimate.error())),
                draws.uniform() < draws.count() ? referenceTrial : OptionalInt.empty(),
                HexFormat.of().toHexDigits(draw));
    }

    /// By how much the auditor's answers certainly are better than the witness's, as if all tokens were: a server
    /// that learns a little from each question grows better than one that was asked less, even where no single
    /// answer shows it. In bits per byte; at least 0.
    private double drift(Map<Integer, Double> truths, Map<Integer, Double> seconds) {
        double[] gains = seconds.entrySet().stream()
                .mapToDouble(answer -> answer.getValue() - truths.getOrDefault(answer.getKey(), Double.NaN))
                .toArray();
        if (gains.length < 2) {
            return 0;
        }
        double mean = Arrays.stream(gains).average().orElse(0);
        double squares =
                Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
        double error = Math.sqrt(squares / (gains.length - 1) / gains.length);
        return Math.max(0, text.bitsPerByte((mean - DRIFT_DEVIATIONS * error) * text.counted().length));
    }

    /// Whether claims are false: a single one by much, or all together by more than chance and more than matters.
    static boolean refuted(Estimate estimate, JudgedText text) {
        double together = Math.abs(estimate.correction()) - DEVIATIONS * estimate.error();
        return estimate.off() > 0 || text.bitsPerByte(together) > NEGLIGIBLE;
    }

    /// Why claims are false, in one line.
    static String reason(Integrity integrity) {
        List<String> found = new ArrayList<>();
        if (integrity.off() > 0) {
            found.add("%d of %d audited tokens are off by more than %s nats, the worst by %.2f"
                    .formatted(integrity.off(), integrity.audits(), TOLERANCE, integrity.worst()));
        }
        if (integrity.disagreement() > DISAGREEMENT || integrity.drift() > NEGLIGIBLE) {
            found.add("a second server answered the same questions differently, by up to %.3f nats"
                    .formatted(integrity.disagreement()));
        }
        if (found.isEmpty()) {
            found.add("the claims are too %s together".formatted(integrity.correction() > 0 ? "low" : "high"));
        }
        return String.format(
                Locale.ROOT,
                "%s; claimed %.4f, audited %.4f ± %.4f bits per byte.",
                String.join("; ", found),
                integrity.claimed(),
                integrity.claimed() + integrity.correction(),
                integrity.correctionError());
    }
}
