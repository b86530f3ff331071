package dev.nightjar.judging;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Trial;
import java.util.Map;
import java.util.Optional;

/// Runs the lab's frozen evaluator on what a trial left, in a process of its own.
public interface OutputEvaluator {

    Evaluation evaluate(Trial trial, Interruption interruption);

    /// The finite numbers that the evaluator printed, by name, and why it failed if it did, in one line.
    record Evaluation(Map<String, Double> printed, Optional<String> failure) {
        public Evaluation {
            printed = Map.copyOf(printed);
        }
    }
}
