package dev.nightjar.agents.scripted;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A proposer that says what it is told to say, and remembers what it was asked.
public final class Scripted implements Proposer {

    public final List<ProposalContext> asked = new ArrayList<>();
    private final String name;
    public Function<ProposalContext, Proposal> says;
    public Optional<Kind> fails = Optional.empty();

    public Scripted(String name, Function<ProposalContext, Proposal> says) {
        this.name = name;
        this.says = says;
    }

    /// Something new each time.
    public static Scripted counting(String name) {
        return new Scripted(name, context -> Night.width(1 + context.number() % 64));
    }

    public static Account costing(String model, double cost) {
        return new Account(model, 1, 100, 10, 0, cost, 2);
    }

    @Override
    public synchronized Suggestion propose(ProposalContext context) {
        asked.add(context);
        if (fails.isPresent()) {
            throw new ModelException(
                    fails.get(), "It fails.\nMaybe on purpose.", Optional.empty(), Optional.of(costing(name, 1)));
        }
        return new Suggestion(
                name, says.apply(context), Tries.MODEL, Basis.NOW, Optional.of(costing(name, 1)), List.of(), Map.of());
    }
}
