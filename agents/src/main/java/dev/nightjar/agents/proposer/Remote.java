package dev.nightjar.agents.proposer;

import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.List;

/// A proposer whose thinking costs the trial's device nothing: a model behind a network, or on a device of its
/// own.
public record Remote(Proposer inner) implements Elsewhere, Briefed {

    @Override
    public Suggestion propose(ProposalContext context) {
        return inner.propose(context);
    }

    @Override
    public Suggestion propose(ProposalContext context, List<Section> extra) {
        return Briefed.propose(inner, context, extra);
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return true;
    }
}
