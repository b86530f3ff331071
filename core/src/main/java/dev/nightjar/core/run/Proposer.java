package dev.nightjar.core.run;

import dev.nightjar.core.proposal.Proposal;

/// Suggests the next change. A pure function of its context where it can be: the same ledger gives the same proposal.
public interface Proposer {

    /// As shown in the ledger: `tpe`, `random`, a model's name.
    String name();

    Proposal propose(ProposalContext context);
}
