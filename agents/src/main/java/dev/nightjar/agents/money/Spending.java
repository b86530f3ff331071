package dev.nightjar.agents.money;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.core.proposal.Account;
import java.util.Optional;

/// The purse of one run: all its models pay from it.
public final class Spending {

    private final SpendingLimits limits;
    private final DayBook day;
    private Spent run;

    /// @param before what earlier sessions of the run spent, from its transcript
    public Spending(SpendingLimits limits, DayBook day, Spent before) {
        this.limits = limits;
        this.day = day;
        this.run = before;
    }

    public SpendingLimits limits() {
        return limits;
    }

    public synchronized Spent run() {
        return run;
    }

    /// The limit that was reached, in words.
    public synchronized Optional<String> reached() {
        return limits.reached(run, day.today());
    }

    /// @throws ModelException of kind `OVER_BUDGET` if what was spent has reached a limit
    public void requireRoom(String model) {
        Optional<String> reached = reached();
        if (reached.isPresent()) {
            throw new ModelException(
                    Kind.OVER_BUDGET,
                    "Model (%s) is not asked: %s.\nMaybe [limits] in nightjar.toml can be higher."
                            .formatted(model, reached.get()));
        }
    }

    /// Adds what one call cost to the run and the day.
    public synchronized void pay(Account account) {
        Spent more = Spent.on(account);
        run = run.plus(more);
        day.add(more);
    }
}
