package dev.nightjar.core.run;

/// Suggests the next change. A pure function of its context where it can be: the same ledger gives the same proposal.
public interface Proposer {

    /// Asked again, with refusals, as long as a suggestion's tries last.
    Suggestion propose(ProposalContext context);

    /// A trial begins, and this is the context of the experiment after it: whoever thinks elsewhere than on the
    /// trial's device may think now. Returns at once.
    default void ahead(ProposalContext context) {}
}
