package dev.nightjar.core.trial;

/// Measures the metric of a trained trial, outside the process that trained it.
public interface Judge {

    Judgement judge(Trial trial, TrialOutcome.Trained training, Interruption interruption);
}
