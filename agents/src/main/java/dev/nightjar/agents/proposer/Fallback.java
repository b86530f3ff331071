package dev.nightjar.agents.proposer;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.money.AtLimit;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A model that may fall silent, and the optimizer that proposes in its place until it answers again. A note
/// `fallback` in the ledger says why.
///
/// A silent model is asked again after a pause that doubles with each failure, so an outage costs few of its
/// time-outs. An answer that makes no sense is no outage: the model is asked at the next experiment. Where the
/// optimizer has nothing to propose (a lab without a menu, a menu that is exhausted), the loop waits for the
/// model.
public final class Fallback implements Elsewhere {

    /// How long a silent model is left alone: `first` after one failure, twice as long after each further one,
    /// at most `most`.
    public record Pauses(Duration first, Duration most) {

        public static final Pauses USUAL = new Pauses(Duration.ofMinutes(1), Duration.ofMinutes(15));

        public Pauses {
            if (first.isNegative() || most.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "The pauses (%s, %s) must not be negative, and the second not shorter.\nMaybe they are swapped."
                                .formatted(first, most));
            }
        }

        Duration after(int failures) {
            Duration pause = first;
            for (int i = 1; i < failures && pause.compareTo(most) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            return pause.compareTo(most) < 0 ? pause : most;
        }
    }

    /// Waits, as long as nobody asks to stop.
    public interface Waiting {
        void pass(Duration time);
    }

    private final Proposer model;
    private final Proposer optimizer;
    private final Pauses pauses;
    private final AtLimit atLimit;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Predicate<ProposalContext> asked;
    private final boolean timed;
    private int failures;
    private @Nullable ModelException silence;
    private Instant askAgain = Instant.MIN;

    /// @param atLimit what to do when the model's budget is spent
    public Fallback(
            Proposer model, Proposer optimizer, Pauses pauses, AtLimit atLimit, InstantSource clock, Waiting waiting) {
        this(model, optimizer, pauses, atLimit, clock, waiting, _ -> true, true);
    }

    private Fallback(
            Proposer model,
            Proposer optimizer,
            Pauses pauses,
            AtLimit atLimit,
            InstantSource clock,
            Waiting waiting,
            Predicate<ProposalContext> asked,
            boolean timed) {
        this.model = model;
        this.optimizer = optimizer;
        this.pauses = pauses;
        this.atLimit = atLimit;
        this.clock = clock;
        this.waiting = waiting;
        this.asked = asked;
        this.timed = timed;
    }

    /// For a model that answers from a transcript: it is asked where it was asked then, whatever the clock
    /// says.
    ///
    /// @param asked whether the transcript has the question
    public static Fallback replaying(
            Proposer model, Proposer optimizer, AtLimit atLimit, Predicate<ProposalContext> asked) {
        Pauses none = new Pauses(Duration.ZERO, Duration.ZERO);
        return new Fallback(model, optimizer, none, atLimit, InstantSource.system(), _ -> {}, asked, false);
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return !silent(context) && Elsewhere.is(model, context);
    }

    /// @throws BudgetSpent if the model's budget is spent and that ends the run, or nobody else can propose
    @Override
    public Suggestion propose(ProposalContext context) {
        Optional<Account> cost = Optional.empty(); // of questions without an answer
        while (true) {
            ModelException why = silence;
            if (!silent(context)) {
                try {
                    Suggestion suggestion = model.propose(context);
                    answered();
                    return cost.map(suggestion::costing).orElse(suggestion);
                } catch (ModelException e) {
                    why = e;
                    cost = sum(cost, e.account());
                    failed(e);
                }
            }
            try {
                Suggestion suggestion = inItsPlace(optimizer.propose(context), why);
                return cost.map(suggestion::costing).orElse(suggestion);
            } catch (UserError nothing) {
                if (why == null || silence == null || !asked.test(context)) {
                    throw nothing; // the model talks, but makes no sense: nobody has a proposal
                }
                if (why.kind() == ModelException.Kind.OVER_BUDGET) {
                    throw new BudgetSpent(why);
                }
                waitForTheModel();
            }
        }
    }

    private static Optional<Account> sum(Optional<Account> some, Optional<Account> more) {
        return some.isEmpty() ? more : some.map(own -> more.map(own::plus).orElse(own));
    }

    private boolean silent(ProposalContext context) {
        return clock.instant().isBefore(askAgain) || !asked.test(context);
    }

    private void answered() {
        failures = 0;
        silence = null;
        askAgain = Instant.MIN;
    }

    private void failed(ModelException e) {
        switch (e.kind()) {
            case OVER_BUDGET -> {
                if (atLimit == AtLimit.STOP) {
                    throw new BudgetSpent(e);
                }
                pause(e, pauses.most()); // a day's budget is another tomorrow
            }
            case BAD_ANSWER -> answered();
            case UNREACHABLE, TIMEOUT, RATE_LIMITED, OVERLOADED, REFUSED -> {
                Duration asked = e.retryAfter().orElse(Duration.ZERO);
                Duration own = pauses.after(++failures);
                pause(e, asked.compareTo(own) > 0 ? asked : own);
            }
        }
    }

    private void pause(ModelException e, Duration time) {
        silence = e;
        askAgain = timed ? clock.instant().plus(time) : Instant.MIN;
    }

    private void waitForTheModel() {
        Duration left = Duration.between(clock.instant(), askAgain);
        if (left.isPositive()) {
            waiting.pass(left);
        }
    }

    private Suggestion inItsPlace(Suggestion suggestion, @Nullable ModelException why) {
        if (why == null) {
            return suggestion; // a transcript in which the model was not asked here
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("kind", why.kind().name().toLowerCase(Locale.ROOT));
        note.put("reason", firstLine(why));
        return suggestion.noting("fallback", note);
    }

    private static String firstLine(ModelException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
