package dev.nightjar.agents.proposer;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Optional;

/// One of several proposers to choose from.
///
/// @param name as its suggestions say who they are by
public record Arm(String name, Proposer proposer) {

    /// The first of `arms` in order that answers. The order is for a first try; who made that one comes first
    /// for a mended one.
    static Suggestion ask(List<Arm> order, ProposalContext context) {
        ModelException silent = null;
        for (Arm arm : preferring(order, context)) {
            try {
                Suggestion suggestion = arm.proposer().propose(context);
                return silent == null
                        ? suggestion
                        : silent.account().map(suggestion::costing).orElse(suggestion);
            } catch (ModelException e) {
                if (silent != null) {
                    e.addSuppressed(silent);
                }
                silent = e;
            }
        }
        throw silent == null ? new IllegalArgumentException("There is nobody to ask.") : silent;
    }

    private static List<Arm> preferring(List<Arm> order, ProposalContext context) {
        Optional<Arm> first = context.refusals().stream()
                .limit(1)
                .flatMap(refusal -> order.stream().filter(arm -> arm.name().equals(refusal.by())))
                .findFirst();
        return first.map(List::of).orElse(order);
    }
}
