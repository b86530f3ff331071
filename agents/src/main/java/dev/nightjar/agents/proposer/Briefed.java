package dev.nightjar.agents.proposer;

import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.List;

/// A proposer that can be shown more than the context holds: an optimizer's state, a critic's objections.
public interface Briefed extends Proposer {

    /// @param extra parts of a prompt, beside those that it has anyway
    Suggestion propose(ProposalContext context, List<Section> extra);

    /// Shows `extra` to whoever can be shown it. One who reads nothing but the person's instructions finds it
    /// behind them.
    static Suggestion propose(Proposer proposer, ProposalContext context, List<Section> extra) {
        if (extra.isEmpty()) {
            return proposer.propose(context);
        }
        return proposer instanceof Briefed briefed
                ? briefed.propose(context, extra)
                : proposer.propose(Contexts.telling(context, extra));
    }
}
