package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.ScoreRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedJudgeTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void packRows() {
        bench = Bench.usual(folder);
    }

    @Test
    void dividesTheNatsOfTokensThatStandForBytesByTheirBytes() {
        double nats = 0;
        long bytes = 0;
        Counting model = new Counting(3);
        for (int row = 0; row < bench.text.rows().count(); row++) {
            int[] tokens = bench.text.rows().row(row);
            for (int t = 0; t < Bench.CONTEXT; t++) {
                if (tokens[t + 1] != Bench.BOS) {
                    nats += Counting.loss(model.distribution(tokens, 0, t), tokens[t + 1]);
                    bytes += bench.text.bytes().count(tokens[t + 1]);
                }
            }
        }
        Judgement.Measured measured = bench.of(() -> new Counting(3)).measured();
        assertThat(measured.judge()).isEqualTo(JudgeKind.SEALED);
        assertThat(measured.tokens()).isPositive();
        assertThat(measured.standardError().orElseThrow()).isPositive();
        assertThat(measured.value()).isCloseTo(nats / Math.log(2) / bytes, within(1e-6));
    }

    @Test
    void asksForEveryRowOnceInTheSameOrderAndInFramesOfOneShape() {
        List<int[]> asked = new ArrayList<>();
        bench.of(() -> new Counting(3) {
                    @Override
                    public float[] claims(ScoreRequest request) {
                        assertThat(request.rows()).isEqualTo(Questions.ROWS);
                        for (int row = 0; row < request.rows(); row++) {
                            int from = offset(request, row);
                            asked.add(Arrays.copyOfRange(request.tokens(), from, from + Bench.CONTEXT + 1));
                        }
                        return super.claims(request);
                    }
                })
                .judged();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(bench.text.rows().count());
        for (int row = 0; row < bench.text.rows().count(); row++) {
            assertThat(asked.get(row)).isEqualTo(bench.text.rows().row(row));
        }
    }

    @Test
    void asksEachKindOfQuestionOfAProcessOfItsOwn() {
        bench.of(() -> new Counting(3)).judged();
        assertThat(bench.started).hasSize(3);
    }

    @Test
    void keepsTheClaimsUnderTheirHash() throws IOException {
        Judgement.Measured measured = bench.of(() -> new Counting(3)).measured();
        Path file = bench.trials.resolve("2").resolve("claims");
        assertThat(Claims.read(file, measured.claims().orElseThrow())).isPresent();
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(Claims.read(file, measured.claims().orElseThrow())).isEmpty();
    }

    @Test
    void confirmsTheClaimsThatItKeptWithMoreAudits() {
        Judgement.Measured first = bench.of(() -> new Counting(3)).measured();
        bench.started.clear();
        Optional<Judgement> closer =
                bench.judge().confirm(Bench.TRIAL, first, Judge.Comparison.NONE, new Interruption());
        assertThat(closer.orElseThrow()).isInstanceOfSatisfying(Judgement.Measured.class, confirmed -> {
            Integrity before = first.integrity().orElseThrow();
            Integrity after = confirmed.integrity().orElseThrow();
            assertThat(after.audits()).isEqualTo(1024);
            assertThat(after.residualBound()).isLessThan(before.residualBound());
            assertThat(after.draw()).isNotEqualTo(before.draw());
            assertThat(confirmed.claims()).isEqualTo(first.claims());
        });
        assertThat(bench.started).hasSize(2);
    }

    @Test
    void testsOnTheTestSplitBesideTheClaimsOnTheValidationSplit() {
        bench.of(() -> new Counting(3)).judged();
        assertThat(bench.judge().test(Bench.TRIAL, Judge.Comparison.NONE, new Interruption()))
                .get()
                .isInstanceOf(Judgement.Measured.class);
        assertThat(bench.trials.resolve("2")).isDirectoryContaining("glob:**claims-test");
    }

    @Test
    void refusesACheckpointThatIsLargerThanAgreed() {
        bench.checkpointBytes = 5L << 30;
        assertThat(bench.judged()).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
            assertThat(refused.cause()).isEqualTo(CrashReason.SERVING_BUDGET);
            assertThat(refused.reason()).contains("5,368,709,120 bytes", "4,294,967,296");
        });
    }

    @Test
    void refusesAModelThatTakesThreeTimesTheBaselinesProcessorTime() {
        long tokens = (long) bench.text.rows().count() * Bench.CONTEXT;
        Judge.Comparison comparison =
                new Judge.Comparison(Optional.empty(), Optional.of(new Serving(1, 1, OptionalDouble.of(2), tokens)));
        assertThat(judgedWith(6.1, comparison)).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
            assertThat(refused.cause()).isEqualTo(CrashReason.SERVING_BUDGET);
            assertThat(refused.reason()).contains("processor time a token");
        });
        assertThat(judgedWith(5.9, comparison)).isInstanceOf(Judgement.Measured.class);
    }

    private Judgement judgedWith(double processorSeconds, Judge.Comparison comparison) {
        return bench.serving(() -> new Costly(
                        new PipedServer(
                                new Hello(Bench.VOCABULARY, Bench.CONTEXT),
                                new Counting(3).behaviour(Bench.VOCABULARY)),
                        processorSeconds))
                .judged(Bench.TRIAL, comparison);
    }

    /// What it says then may be the judge's text, and reasons are read by whoever proposes the next program.
    @Test
    void keepsWhatAServerSaysAfterItWasAskedOutOfTheReason() {
        bench.behaving((_, _, raw) -> raw.close());
        assertThat(bench.judged())
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("ended after 0 of", "trials/2/last-words.txt")
                                .doesNotContain("goodbye"));
        assertThat(bench.trials.resolve("2").resolve("last-words.txt")).hasContent("goodbye");
    }

    @Test
    void saysWhatAServerSaidThatDidNotLoad() {
        bench.serving(() -> new Silent(new PipedServer(new Hello(Bench.VOCABULARY, Bench.CONTEXT), (_, _, _) -> {})));
        assertThat(bench.judged())
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason()).contains("goodbye"));
    }

    @Test
    void refusesAnotherVocabulary() {
        bench.serving(() -> new PipedServer(new Hello(Bench.VOCABULARY + 1, Bench.CONTEXT), (_, _, _) -> {}));
        assertThat(bench.judged())
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason()).contains("vocabulary of 34", "needs 33"));
    }

    @Test
    void refusesLossesThatNoModelHas() {
        for (float impossible : new float[] {-0.1f, 61}) {
            bench.of(() -> new Counting(3) {
                @Override
                public float[] claims(ScoreRequest request) {
                    float[] claims = super.claims(request);
                    Arrays.fill(claims, impossible);
                    return claims;
                }
            });
            assertThat(bench.judged())
                    .isInstanceOfSatisfying(
                            Judgement.Refused.class,
                            refused -> assertThat(refused.reason()).contains("claims a loss of " + impossible));
        }
    }

    @Test
    void aRequestToStopEndsAJudgement() {
        Interruption interruption = new Interruption();
        bench.behaving((_, _, raw) -> {
            interruption.request();
            raw.close();
        });
        assertThatThrownBy(() -> bench.judge()
                        .judge(
                                Bench.TRIAL,
                                new TrialOutcome.Trained(1, 2, 3, Map.of()),
                                Judge.Comparison.NONE,
                                interruption))
                .isInstanceOf(Interruption.Interrupted.class);
    }
}
