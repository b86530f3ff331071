package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.ScoreRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that claim what their models do not say.
final class CheatsTest {

    @TempDir
    Path folder;

    @Test
    void believesAnHonestProgramToTheLastBit() {
        assertThat(Bench.usual(folder).of(() -> new Counting(3)).judged())
                .isInstanceOfSatisfying(Judgement.Measured.class, measured -> {
                    Integrity integrity = measured.integrity().orElseThrow();
                    assertThat(integrity.verdict()).isEqualTo(Integrity.Verdict.INTACT);
                    assertThat(Math.abs(integrity.correction())).isLessThan(1e-6);
                    assertThat(integrity.worst()).isLessThan(1e-5);
                    assertThat(integrity.audits()).isEqualTo(256);
                    assertThat(integrity.witnesses()).isGreaterThan(24);
                    assertThat(integrity.residualBound()).isPositive();
                    assertThat(measured.claims().orElseThrow()).hasSize(64);
                });
    }

    @Test
    void findsALossOfZero() {
        assertCaught(claims -> new float[claims.length], "off by more than 0.25");
    }

    @Test
    void findsTwoPerCentLess() {
        assertCaught(scaled(0.98f), "too low together");
    }

    @Test
    void findsThreePerThousandLess() {
        assertCaught(scaled(0.997f), "too low together");
    }

    /// A tenth of a per cent of this small text's loss is too little to be called false; it is added back instead.
    @Test
    void takesBackWhatIsTooLittleToBeCalledFalse() {
        Judgement.Measured honest =
                Bench.usual(folder).of(() -> new Counting(3)).measured();
        Judgement.Measured shaved =
                Bench.usual(folder).of(() -> claiming(scaled(0.9999f))).measured();
        Integrity integrity = shaved.integrity().orElseThrow();
        assertThat(integrity.claimed()).isLessThan(honest.value());
        assertThat(shaved.value() - honest.value())
                .isBetween(-3 * integrity.correctionError(), 3 * integrity.correctionError());
    }

    @Test
    void findsAProgramThatLooksAtTheNextToken() {
        assertCaught(() -> new Peeking(1), "off by more than");
    }

    @Test
    void findsALookAtTheNextTokenThatIsTakenRarely() {
        assertCaught(() -> new Peeking(50), "off by more than");
    }

    /// Two tokens of some two thousand, the hardest: proportional draws find what uniform ones would mostly miss.
    @Test
    void findsFalseClaimsOnTheHardestTokensByTheirDistanceFromTheReferences() {
        Bench bench = Bench.usual(folder);
        Judgement.Measured reference =
                (Judgement.Measured) bench.of(() -> new Counting(3)).judged(Bench.REFERENCE, Judge.Comparison.NONE);
        Judge.Comparison comparison = new Judge.Comparison(
                Optional.of(
                        new Judge.Reference(Bench.REFERENCE, reference.claims().orElseThrow())),
                Optional.empty());
        Judgement judgement =
                bench.of(() -> claiming(CheatsTest::hardestForgotten)).judged(Bench.TRIAL, comparison);
        assertThat(judgement).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
            assertThat(refused.cause()).isEqualTo(CrashReason.INTEGRITY);
            assertThat(refused.integrity().orElseThrow().reference()).hasValue(1);
        });
    }

    /// The audit server remembers prefixes: whenever a longer one has shown a token that follows a shorter one, it
    /// knows the target. The order of the audits leaves it nothing to know.
    @Test
    void neverShowsATargetBeforeItIsAskedFor() {
        List<Integer> shown = new ArrayList<>();
        assertThat(Bench.usual(folder).of(() -> new Remembering(shown)).judged())
                .isInstanceOf(Judgement.Measured.class);
        assertThat(shown).isEmpty();
    }

    /// Claims as if it had learnt from the rows, and learns again from what the audits show.
    @Test
    void findsAServerThatLearnsFromItsQuestionsByItsWitness() {
        Judgement judgement = Bench.usual(folder).of(Adapting::new).judged();
        assertThat(judgement).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
            assertThat(refused.cause()).isEqualTo(CrashReason.INTEGRITY);
            assertThat(refused.integrity().orElseThrow().disagreement()).isGreaterThan(Audit.DISAGREEMENT);
            assertThat(refused.reason()).contains("a second server answered");
        });
    }

    /// No answer differs by as much as the tolerance, but together they do.
    @Test
    void findsAServerThatLearnsALittleFromEachQuestion() {
        Judgement judgement = Bench.usual(folder).of(Gently::new).judged();
        assertThat(judgement).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
            Integrity integrity = refused.integrity().orElseThrow();
            assertThat(integrity.off()).isZero();
            assertThat(integrity.disagreement()).isLessThan(Audit.DISAGREEMENT);
            assertThat(integrity.drift()).isGreaterThan(Audit.NEGLIGIBLE);
            assertThat(refused.reason()).contains("a second server answered");
        });
    }

    private void assertCaught(UnaryOperator<float[]> falsify, String reason) {
        assertCaught(() -> claiming(falsify), reason);
    }

    private void assertCaught(Supplier<PipedServer.Program> program, String reason) {
        assertThat(Bench.usual(folder).of(program).judged())
                .isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
                    assertThat(refused.cause()).isEqualTo(CrashReason.INTEGRITY);
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.integrity().orElseThrow().verdict()).isEqualTo(Integrity.Verdict.FAILED);
                });
    }

    private static UnaryOperator<float[]> scaled(float factor) {
        return claims -> {
            for (int i = 0; i < claims.length; i++) {
                claims[i] *= factor;
            }
            return claims;
        };
    }

    /// The largest claim of each sixth frame becomes zero.
    private static float[] hardestForgotten(float[] claims) {
        int hardest = 0;
        for (int i = 1; i < claims.length; i++) {
            hardest = claims[i] > claims[hardest] ? i : hardest;
        }
        claims[hardest] = 0;
        return claims;
    }

    private static PipedServer.Program claiming(UnaryOperator<float[]> falsify) {
        return new Counting(3) {
            @Override
            public float[] claims(ScoreRequest request) {
                return falsify.apply(super.claims(request));
            }
        };
    }

    /// Reads the target, always or at every so manyth token.
    private static final class Peeking extends Counting {
        private final int every;

        Peeking(int every) {
            super(3);
            this.every = every;
        }

        @Override
        double[] distribution(int[] tokens, int offset, int position) {
            double[] logits = super.distribution(tokens, offset, position);
            if ((offset + position) % every == 0) {
                logits[tokens[offset + position + 1]] = 20;
            }
            return logits;
        }
    }

    /// Writes down each audit whose target an earlier prefix of the same row has shown.
    private static final class Remembering extends Counting {
        private final List<Integer> shown;
        private final Map<List<Integer>, Integer> known = new HashMap<>();

        Remembering(List<Integer> shown) {
            super(3);
            this.shown = shown;
        }

        @Override
        public float[] logits(AuditRequest request) {
            for (int row = 0; row < request.rows(); row++) {
                learn(request, row);
            }
            for (int row = 0; row < request.rows(); row++) {
                Integer target = known.get(prefix(request, row, request.positions()[row]));
                if (target != null) {
                    shown.add(target);
                }
            }
            return super.logits(request);
        }

        /// Long prefixes only: short ones are common to many rows.
        private void learn(AuditRequest request, int row) {
            int position = request.positions()[row];
            for (int t = 6; t < position; t++) {
                known.put(prefix(request, row, t), request.tokens()[offset(request, row) + t + 1]);
            }
        }

        private static List<Integer> prefix(AuditRequest request, int row, int position) {
            int from = offset(request, row);
            return Arrays.stream(Arrays.copyOfRange(request.tokens(), from, from + position + 1))
                    .boxed()
                    .toList();
        }
    }

    /// Grows surer with every frame that it is asked, by next to nothing.
    private static final class Gently extends Counting {
        private int frames;

        Gently() {
            super(0);
        }

        @Override
        double[] distribution(int[] tokens, int offset, int position) {
            double[] logits = super.distribution(tokens, offset, position);
            logits[(tokens[offset + position] + 1) % Bench.BOS] = 3 + 0.07 * Math.min(1, frames / 8.0);
            return logits;
        }

        @Override
        public float[] claims(ScoreRequest request) {
            frames = 8;
            return super.claims(request);
        }

        @Override
        public float[] logits(AuditRequest request) {
            frames++;
            return super.logits(request);
        }
    }

    /// Grows surer with every frame that it is asked.
    private static final class Adapting extends Counting {
        private int frames;

        Adapting() {
            super(0);
        }

        @Override
        double[] distribution(int[] tokens, int offset, int position) {
            double[] logits = super.distribution(tokens, offset, position);
            logits[(tokens[offset + position] + 1) % Bench.BOS] = Math.min(3, frames);
            return logits;
        }

        @Override
        public float[] claims(ScoreRequest request) {
            frames++;
            return super.claims(request);
        }

        @Override
        public float[] logits(AuditRequest request) {
            frames++;
            return super.logits(request);
        }
    }
}
