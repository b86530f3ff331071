package dev.nightjar.agents.proposer;

import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// An optimizer that proposes every time, and a model that is shown its state on a share of the turns and may
/// override it. The optimizer learns from every result, for it is told the whole ledger.
///
/// Which turns are the model's is a function of the run's seed and the number alone. What the model says stands
/// as it is; if that is what the optimizer would have tried, the optimizer is named and the model was asked for
/// its consent.
public final class Hybrid implements Elsewhere {

    public static final double USUAL_SHARE = 0.3;
    public static final int USUAL_AFTER = 10;

    private final Proposer optimizer;
    private final Proposer model;
    private final double share;
    private final int after;
    private final Reading reading;

    /// @param share of the turns that are the model's
    /// @param after the optimizer is alone for this many experiments
    public Hybrid(Proposer optimizer, Proposer model, double share, int after, SourceLanguage language) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The model's share (%s) is between 0 and 1.\nMaybe it is in percent.".formatted(share));
        }
        this.optimizer = optimizer;
        this.model = model;
        this.share = share;
        this.after = after;
        this.reading = new Reading(language);
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return modelsTurn(context) && Elsewhere.is(model, context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        if (!modelsTurn(context)) {
            return optimizer.propose(context);
        }
        Optional<Suggestion> own = own(context);
        Standing standing = Standing.of(context);
        Suggestion models = Briefed.propose(
                model,
                context,
                List.of(new Section("What the optimizer knows", standing.text(own.map(Suggestion::proposal)))));
        if (own.isPresent() && same(own.get(), models, context)) {
            return new Suggestion(
                            own.get().by(),
                            own.get().proposal(),
                            models.tries(),
                            models.basis(),
                            models.account(),
                            models.lessons(),
                            models.notes())
                    .noting("hybrid", note("accepted", models.by()));
        }
        return models.noting(
                "hybrid", note("overridden", own.map(Suggestion::by).orElse("")));
    }

    private boolean modelsTurn(ProposalContext context) {
        return context.number() > after && new SplittableRandom(context.seed()).nextDouble() < share;
    }

    /// Empty when the menu has nothing left.
    private Optional<Suggestion> own(ProposalContext context) {
        try {
            return Optional.of(optimizer.propose(context));
        } catch (UserError exhausted) {
            return Optional.empty();
        }
    }

    private boolean same(Suggestion own, Suggestion models, ProposalContext context) {
        Optional<String> print = reading.candidate(own.proposal(), context).map(Candidate::fingerprint);
        return print.isPresent()
                && print.equals(reading.candidate(models.proposal(), context).map(Candidate::fingerprint));
    }

    private static Map<String, Object> note(String what, String other) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("optimizer", what);
        note.put("other", other);
        return note;
    }
}
