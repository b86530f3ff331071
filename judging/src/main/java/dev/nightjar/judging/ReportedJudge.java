package dev.nightjar.judging;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.OptionalDouble;

/// Believes what the program printed. Every view says so.
public final class ReportedJudge implements Judge {

    private final String metric;

    /// @param metric the name in `METRIC name=value`, or the key in the summary block
    public ReportedJudge(String metric) {
        this.metric = metric;
    }

    @Override
    public Judgement judge(
            Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption interruption) {
        Double value = training.reported().get(metric);
        if (value == null) {
            return new Judgement.Refused("The program printed no finite METRIC %s=…; it printed %s."
                    .formatted(metric, training.reported().keySet()));
        }
        return new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.REPORTED, 0, 0);
    }
}
