package dev.nightjar.agents.prompt;

import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;

/// Experiments in a row, the last ones, that were no improvement.
public final class Failures {

    /// From so many on, another direction is asked for.
    public static final int MANY = 3;

    private Failures() {}

    /// The newest last; empty after a keep.
    public static List<Experiment> inARow(RunState state) {
        List<Experiment> row = new ArrayList<>();
        for (Experiment experiment : state.decided().reversed()) {
            if (experiment.status().orElseThrow() == ExperimentStatus.KEEP) {
                break;
            }
            row.addFirst(experiment);
        }
        return row;
    }
}
