package dev.nightjar.judging;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.OptionalDouble;

/// Believes the lab's frozen evaluator, not the program. For labs whose models cannot be served.
public final class SeparateJudge implements Judge {

    private final String metric;
    private final OutputEvaluator evaluator;

    /// @param metric the name in the evaluator's `METRIC name=value`, or the key in its summary block
    public SeparateJudge(String metric, OutputEvaluator evaluator) {
        this.metric = metric;
        this.evaluator = evaluator;
    }

    @Override
    public Judgement judge(
            Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption interruption) {
        long start = System.nanoTime();
        OutputEvaluator.Evaluation evaluation = evaluator.evaluate(trial, interruption);
        if (evaluation.failure().isPresent()) {
            return new Judgement.Refused(evaluation.failure().get());
        }
        Double value = evaluation.printed().get(metric);
        if (value == null) {
            return new Judgement.Refused("The evaluator printed no finite METRIC %s=…; it printed %s."
                    .formatted(metric, evaluation.printed().keySet()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.SEPARATE, 0, seconds);
    }
}
