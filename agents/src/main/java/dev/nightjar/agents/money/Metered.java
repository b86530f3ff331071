package dev.nightjar.agents.money;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.core.proposal.Account;

/// Puts a price on each call and pays for it, whether it was answered or not. When a limit is reached, the next call is
/// not made; so a run spends more than its limit by one call at most.
public final class Metered implements Model {

    private final Model inner;
    private final Price price;
    private final Spending spending;

    public Metered(Model inner, Price price, Spending spending) {
        this.inner = inner;
        this.price = price;
        this.spending = spending;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Answer ask(Question question) {
        spending.requireRoom(name());
        try {
            Answer answer = inner.ask(question);
            return new Answer(answer.text(), paid(answer.account()), answer.truncated());
        } catch (ModelException e) {
            throw e.account().map(account -> e.costing(paid(account))).orElse(e);
        }
    }

    private Account paid(Account account) {
        Account priced = new Account(
                account.model(),
                account.calls(),
                account.tokensIn(),
                account.tokensOut(),
                account.tokensCached(),
                price.of(account),
                account.latencySeconds());
        spending.pay(priced);
        return priced;
    }
}
