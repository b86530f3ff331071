package dev.nightjar.agents.money;

import dev.nightjar.core.proposal.Account;

/// @param tokens in and out
/// @param money  in the currency of the price table
public record Spent(long tokens, double money) {

    public static final Spent NOTHING = new Spent(0, 0);

    public static Spent on(Account account) {
        return new Spent(account.tokensIn() + account.tokensOut(), account.cost());
    }

    public Spent plus(Spent more) {
        return new Spent(tokens + more.tokens, money + more.money);
    }
}
