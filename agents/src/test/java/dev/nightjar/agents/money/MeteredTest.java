package dev.nightjar.agents.money;

import static dev.nightjar.agents.model.Scripted.account;
import static dev.nightjar.agents.model.Scripted.failure;
import static dev.nightjar.agents.model.Scripted.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.model.Scripted;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteredTest {

    private static final Price PRICE = new Price(2, 10, 0.5);
    private static final Offset<Double> CENTS = Offset.offset(1e-12);

    @TempDir
    Path cache;

    private Instant now = Instant.parse("2026-03-01T22:00:00Z");
    private DayBook day;

    @BeforeEach
    void open() {
        day = new DayBook(cache.resolve("spending"), () -> now, ZoneOffset.UTC);
    }

    private static SpendingLimits money(double run, double day) {
        return new SpendingLimits(
                OptionalLong.empty(),
                OptionalDouble.of(run),
                OptionalLong.empty(),
                OptionalDouble.of(day),
                AtLimit.CONTINUE);
    }

    private static Scripted model() {
        return Scripted.inTurn(new Answer("ok", account(100_000, 10_000), false)); // 0.20 + 0.10
    }

    @Test
    void pricesFreshAndCachedTokensApart() {
        double cost = PRICE.of(new dev.nightjar.core.proposal.Account("m", 1, 1_000_000, 100_000, 400_000, 0, 1));

        assertThat(cost).isEqualTo(0.6 * 2 + 0.4 * 0.5 + 0.1 * 10, CENTS);
    }

    @Test
    void refusesTheCallAfterTheOneThatReachedTheLimit() {
        Spending spending = new Spending(money(0.50, 100), day, Spent.NOTHING);
        Scripted inner = model();
        Metered metered = new Metered(inner, PRICE, spending);

        assertThat(metered.ask(question(1, 1)).account().cost()).isEqualTo(0.30, CENTS);
        metered.ask(question(2, 1));
        ModelException refused = catchThrowableOfType(ModelException.class, () -> metered.ask(question(3, 1)));

        assertThat(refused.kind()).isEqualTo(Kind.OVER_BUDGET);
        assertThat(refused.getMessage()).contains("this run has spent 0.60 of its 0.50", "Maybe");
        assertThat(inner.asked()).hasSize(2);
    }

    @Test
    void paysForAFailureThatCostSomething() {
        Spending spending = new Spending(SpendingLimits.NONE, day, Spent.NOTHING);
        Metered metered = new Metered(
                Scripted.inTurn(failure(Kind.TIMEOUT).costing(account(1000, 2000)), failure(Kind.REFUSED)),
                PRICE,
                spending);

        ModelException costly = catchThrowableOfType(ModelException.class, () -> metered.ask(question(1, 1)));
        ModelException free = catchThrowableOfType(ModelException.class, () -> metered.ask(question(1, 1)));

        assertThat(costly.account().orElseThrow().cost()).isEqualTo(0.022, CENTS);
        assertThat(free.account()).isEmpty();
        assertThat(spending.run().money()).isEqualTo(0.022, CENTS);
    }

    @Test
    void aDayIsSharedByAllRunsAndEndsAtMidnight() {
        Metered first = new Metered(model(), PRICE, new Spending(money(100, 0.50), day, Spent.NOTHING));
        Metered second = new Metered(model(), PRICE, new Spending(money(100, 0.50), day, Spent.NOTHING));

        first.ask(question(1, 1));
        second.ask(question(1, 1));
        ModelException refused = catchThrowableOfType(ModelException.class, () -> first.ask(question(2, 1)));
        assertThat(refused.getMessage()).contains("0.60 of today's 0.50");

        now = now.plusSeconds(3 * 3600);
        assertThat(first.ask(question(2, 1)).text()).isEqualTo("ok");
        assertThat(day.today().money()).isEqualTo(0.30, CENTS);
    }

    @Test
    void tokensHaveLimitsToo() {
        SpendingLimits limits = new SpendingLimits(
                OptionalLong.of(200_000),
                OptionalDouble.empty(),
                OptionalLong.of(1_000_000),
                OptionalDouble.empty(),
                AtLimit.STOP);
        Metered metered = new Metered(model(), Price.FREE, new Spending(limits, day, new Spent(150_000, 0)));

        metered.ask(question(1, 1));

        assertThat(catchThrowableOfType(ModelException.class, () -> metered.ask(question(2, 1)))
                        .getMessage())
                .contains("260000 of its 200000 tokens");
    }

    @Test
    void theUsualLimitsHoldOnlyWhereTheyAreNeededAndNoneWasGiven() {
        assertThat(SpendingLimits.NONE.orUsual(false, false)).isEqualTo(SpendingLimits.NONE);
        assertThat(SpendingLimits.NONE.orUsual(true, false).moneyPerRun()).hasValue(5);
        assertThat(SpendingLimits.NONE.orUsual(true, false).tokensPerRun()).isEmpty();
        assertThat(SpendingLimits.NONE.orUsual(false, true).tokensPerRun()).hasValue(5_000_000);
        assertThat(money(1, 2).orUsual(true, false)).isEqualTo(money(1, 2));
    }
}
