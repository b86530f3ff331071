package dev.nightjar.agents.proposer;

import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.core.run.ProposalContext;
import java.util.Optional;

/// What a proposal would become, read as the pure rails read it.
record Reading(SourceLanguage language) {

    /// Empty if a rail would block it.
    Optional<Candidate> candidate(Proposal proposal, ProposalContext context) {
        RailContext rails = new RailContext(
                context.lab(),
                context.menu(),
                language,
                context.source(),
                context.base(),
                context.state().fingerprints());
        return switch (Rails.check(proposal, rails)) {
            case Verdict.Passed(Candidate candidate) -> Optional.of(candidate);
            case Verdict.Blocked _ -> Optional.empty();
        };
    }
}
