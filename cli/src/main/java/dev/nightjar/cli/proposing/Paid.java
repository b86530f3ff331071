package dev.nightjar.cli.proposing;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.money.Spending;
import dev.nightjar.agents.proposer.Elsewhere;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;

/// A coding agent that pays, for what it says it cost, from the purse of the run's models: at a limit it is not
/// started.
record Paid(Proposer agent, String name, Spending spending) implements Elsewhere {

    @Override
    public Suggestion propose(ProposalContext context) {
        spending.requireRoom(name);
        try {
            Suggestion suggestion = agent.propose(context);
            suggestion.account().ifPresent(spending::pay);
            return suggestion;
        } catch (ModelException e) {
            e.account().ifPresent(spending::pay);
            throw e;
        }
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(agent, context);
    }
}
