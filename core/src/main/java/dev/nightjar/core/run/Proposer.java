package dev.nightjar.core.run;

/// Suggests the next change. A pure function of its context where it can be: the same ledger gives the same proposal.
public interface Proposer {

    Suggestion propose(ProposalContext context);
}
