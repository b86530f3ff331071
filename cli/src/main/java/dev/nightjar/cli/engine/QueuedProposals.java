package dev.nightjar.cli.engine;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A person's ideas first, then another proposer. The next idea is the first that the ledger does not know yet, so a
/// resumed run goes on where it was.
final class QueuedProposals implements Proposer {

    private static final String AUTHOR = "person";

    private final List<String> ideas;
    private final Proposer after;

    /// @param ideas one JSON proposal each
    QueuedProposals(List<String> ideas, Proposer after) {
        this.ideas = List.copyOf(ideas);
        this.after = after;
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        return next(context).map(idea -> new Suggestion(AUTHOR, idea)).orElseGet(() -> after.propose(context));
    }

    @Override
    public void ahead(ProposalContext context) {
        if (next(context).isEmpty()) {
            after.ahead(context);
        }
    }

    private Optional<Proposal> next(ProposalContext context) {
        Set<Proposal> tried = context.state().experiments().stream()
                .flatMap(experiment -> experiment.tries().stream())
                .map(Event.Proposed::proposal)
                .collect(Collectors.toSet());
        return ideas.stream()
                .<Proposal>map(Proposal.Unparsed::new)
                .filter(idea -> !tried.contains(idea))
                .findFirst();
    }
}
