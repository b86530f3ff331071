package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import java.util.Optional;

/// Whether the next answer mends the last try or starts anew.
public final class Mending {

    private Mending() {}

    /// The text of the last try, where it is an edit that is nearly right: it does not compile, a constant is
    /// out of range, it crashed. Empty where it was a duplicate or nothing at all.
    public static Optional<String> of(ProposalContext context) {
        if (context.lab().scope() != Scope.EDIT || context.refusals().isEmpty()) {
            return Optional.empty();
        }
        Refusal last = context.refusals().getLast();
        return last.proposal() instanceof Proposal.Edit(String text, String _) && mendable(last)
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The program that the next answer is written against.
    public static String shown(ProposalContext context) {
        return of(context).orElse(context.source());
    }

    private static boolean mendable(Refusal refusal) {
        if (refusal.rail().isEmpty()) {
            return true;
        }
        return switch (refusal.rail().get()) {
            case RANGE, CROSS, PREFLIGHT -> true;
            case DIFF_LINT -> refusal.reason().startsWith("Line "); // else the base has moved under it
            case SCHEMA, MENU, NOOP, DUPLICATE -> false;
        };
    }

    static boolean crashed(Refusal refusal) {
        return refusal.rail().isEmpty() || refusal.rail().get() == RailName.PREFLIGHT;
    }
}
