package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SeparateJudgeTest {

    private static final Trial TRIAL = new Trial(1, 0, Purpose.BASELINE, "c0ffee", 7);
    private static final TrialOutcome.Trained CLAIMING = new TrialOutcome.Trained(1, 2, 3, Map.of("val", 0.001));

    @Test
    void takesTheEvaluatorsNumberAndNotTheProgramsOwn() {
        assertThat(judge(new OutputEvaluator.Evaluation(Map.of("val", 2.5, "other", 1.0), Optional.empty())))
                .isInstanceOfSatisfying(Judgement.Measured.class, measured -> {
                    assertThat(measured.value()).isEqualTo(2.5);
                    assertThat(measured.judge()).isEqualTo(JudgeKind.SEPARATE);
                });
    }

    @Test
    void refusesWhatTheEvaluatorDoesNotMeasure() {
        assertThat(judge(new OutputEvaluator.Evaluation(Map.of("other", 1.0), Optional.empty())))
                .isEqualTo(new Judgement.Refused("The evaluator printed no finite METRIC val=…; it printed [other]."));
        assertThat(judge(new OutputEvaluator.Evaluation(Map.of(), Optional.of("The evaluator failed: why"))))
                .isEqualTo(new Judgement.Refused("The evaluator failed: why"));
    }

    private static Judgement judge(OutputEvaluator.Evaluation evaluation) {
        return new SeparateJudge("val", (_, _) -> evaluation)
                .judge(TRIAL, CLAIMING, Judge.Comparison.NONE, new Interruption());
    }
}
