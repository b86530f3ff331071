package dev.nightjar.agents.proposer;

import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Several proposers in turn. Who is silent loses the turn to the next.
public final class RoundRobin implements Elsewhere {

    private final List<Arm> arms;

    public RoundRobin(List<Arm> arms) {
        this.arms = List.copyOf(arms);
        if (arms.isEmpty()) {
            throw new IllegalArgumentException("A round needs somebody in it.\nMaybe no model is configured.");
        }
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(order(context).getFirst().proposer(), context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        return Arm.ask(order(context), context);
    }

    private List<Arm> order(ProposalContext context) {
        List<Arm> order = new ArrayList<>(arms);
        Collections.rotate(order, -((context.number() - 1) % arms.size()));
        return order;
    }
}
