package dev.nightjar.agents.money;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The most that models may cost. Counted are the models that cost something: one on this machine that has no price is
/// not.
public record SpendingLimits(
        OptionalLong tokensPerRun,
        OptionalDouble moneyPerRun,
        OptionalLong tokensPerDay,
        OptionalDouble moneyPerDay,
        AtLimit atLimit) {

    public static final SpendingLimits NONE = new SpendingLimits(
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            AtLimit.CONTINUE);

    static final double USUAL_MONEY_PER_RUN = 5;
    static final double USUAL_MONEY_PER_DAY = 20;
    static final long USUAL_TOKENS_PER_RUN = 5_000_000;

    /// These, or the usual ones where the person gave none and the model has a price, or may have one that nobody
    /// told.
    ///
    /// @param priced    whether a model has a price above zero
    /// @param unpriced  whether one elsewhere has none in the table
    public SpendingLimits orUsual(boolean priced, boolean unpriced) {
        boolean noMoney = priced && moneyPerRun.isEmpty() && moneyPerDay.isEmpty();
        boolean noTokens = unpriced && tokensPerRun.isEmpty() && tokensPerDay.isEmpty();
        return new SpendingLimits(
                noTokens ? OptionalLong.of(USUAL_TOKENS_PER_RUN) : tokensPerRun,
                noMoney ? OptionalDouble.of(USUAL_MONEY_PER_RUN) : moneyPerRun,
                tokensPerDay,
                noMoney ? OptionalDouble.of(USUAL_MONEY_PER_DAY) : moneyPerDay,
                atLimit);
    }

    /// What limit was reached, in words; empty while there is room.
    public Optional<String> reached(Spent run, Spent day) {
        if (moneyPerRun.isPresent() && run.money() >= moneyPerRun.getAsDouble()) {
            return Optional.of(
                    "this run has spent %s of its %s".formatted(plain(run.money()), plain(moneyPerRun.getAsDouble())));
        }
        if (tokensPerRun.isPresent() && run.tokens() >= tokensPerRun.getAsLong()) {
            return Optional.of(
                    "this run has used %d of its %d tokens".formatted(run.tokens(), tokensPerRun.getAsLong()));
        }
        if (moneyPerDay.isPresent() && day.money() >= moneyPerDay.getAsDouble()) {
            return Optional.of("all runs together have spent %s of today's %s"
                    .formatted(plain(day.money()), plain(moneyPerDay.getAsDouble())));
        }
        if (tokensPerDay.isPresent() && day.tokens() >= tokensPerDay.getAsLong()) {
            return Optional.of("all runs together have used %d of today's %d tokens"
                    .formatted(day.tokens(), tokensPerDay.getAsLong()));
        }
        return Optional.empty();
    }

    private static String plain(double money) {
        return String.format(Locale.ROOT, "%.2f", money);
    }
}
