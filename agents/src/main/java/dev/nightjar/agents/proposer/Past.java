package dev.nightjar.agents.proposer;

import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import java.util.List;
import java.util.Optional;

/// What a choice between proposers may look at: all that ended before the experiment before. The one just
/// before may still train when the next is thought of, and a choice must come out the same ahead, in time and
/// for a retry.
final class Past {

    private Past() {}

    static List<Experiment> of(ProposalContext context) {
        return context.state().experiments().stream()
                .filter(experiment -> experiment.number() <= context.number() - 2 && !experiment.open())
                .toList();
    }

    /// How many experiments in a row, up to the last one here, were not kept.
    static int withoutKeep(ProposalContext context) {
        List<Experiment> past = of(context);
        int length = 0;
        while (length < past.size() && !kept(past.get(past.size() - 1 - length))) {
            length++;
        }
        return length;
    }

    static boolean kept(Experiment experiment) {
        return experiment.status().equals(Optional.of(ExperimentStatus.KEEP));
    }
}
