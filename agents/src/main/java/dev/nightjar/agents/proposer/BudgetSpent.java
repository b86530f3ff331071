package dev.nightjar.agents.proposer;

import dev.nightjar.agents.model.ModelException;

/// The model's budget is spent, and the run is to end rather than go on without it. Not an error: the session
/// ends at its limit.
public final class BudgetSpent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BudgetSpent(ModelException cause) {
        super(cause.getMessage(), cause);
    }
}
