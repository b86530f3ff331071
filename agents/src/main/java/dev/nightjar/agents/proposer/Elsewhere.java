package dev.nightjar.agents.proposer;

import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;

/// A proposer that knows whether it thinks elsewhere than on the trial's device. Combinators pass the question
/// on to whom they would ask.
public interface Elsewhere extends Proposer {

    /// Whether the suggestion for `context` would be thought of elsewhere, so that it can be while a trial
    /// trains. Answers at once.
    boolean elsewhere(ProposalContext context);

    /// Whether `proposer` says so of itself. One that says nothing thinks here.
    static boolean is(Proposer proposer, ProposalContext context) {
        return proposer instanceof Elsewhere away && away.elsewhere(context);
    }
}
