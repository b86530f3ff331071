package dev.nightjar.agents.proposer;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.Map;

/// A cheap proposer by default. Every so many experiments a strong one reviews the progress: it proposes, and
/// leaves lessons and a plan, which the cheap one reads from then on.
public final class Tiered implements Elsewhere {

    public static final int USUAL_EVERY = 10;

    private static final String NOTE = "review";

    private final Proposer cheap;
    private final Proposer reviewer;
    private final Proposer strong;
    private final int every;

    /// @param reviewer the strong model, asked to look back ([ModelProposer#reviewing])
    /// @param strong   the same, asked to mend what it proposed then
    public Tiered(Proposer cheap, Proposer reviewer, Proposer strong, int every) {
        if (every < 2) {
            throw new IllegalArgumentException(
                    "The strong model reviews every (%d) experiments; it must be at least 2.\nMaybe the strong model alone is meant."
                            .formatted(every));
        }
        this.cheap = cheap;
        this.reviewer = reviewer;
        this.strong = strong;
        this.every = every;
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(cheap, context) && (!reviewing(context) || Elsewhere.is(reviewer, context));
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        if (!reviewing(context)) {
            return (reviewed(context) ? strong : cheap).propose(context);
        }
        try {
            Suggestion suggestion = reviewer.propose(context);
            return suggestion.noting(NOTE, Map.of("by", suggestion.by()));
        } catch (ModelException silent) {
            String line =
                    String.valueOf(silent.getMessage()).lines().findFirst().orElse("");
            Suggestion suggestion = cheap.propose(context).noting(NOTE, line);
            return silent.account().map(suggestion::costing).orElse(suggestion);
        }
    }

    private boolean reviewing(ProposalContext context) {
        return context.number() % every == 0 && context.refusals().isEmpty();
    }

    /// Whether the first try came out of a review.
    private static boolean reviewed(ProposalContext context) {
        return !context.refusals().isEmpty()
                && context.state().words().noted().stream()
                        .anyMatch(note -> note.number() == context.number()
                                && note.notes().get(NOTE) instanceof Map<?, ?>);
    }
}
