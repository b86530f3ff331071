package dev.nightjar.agents.model;

import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.core.proposal.Account;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Asks again what failed in a way that passes, after a pause that grows and that is never shorter than what the server
/// asked for. Gives up when its patience ends, or would end before the server wants to hear from us. What the failures
/// cost is in the account of the answer, or of the failure that is thrown.
public final class Retrying implements Model {

    /// Waits. Tests do not.
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Model inner;
    private final Patience patience;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final BiConsumer<Question, ModelException> onRetry;

    /// @param onRetry is told of each failure that is followed by another attempt
    public Retrying(
            Model inner,
            Patience patience,
            InstantSource clock,
            Pause pause,
            RandomGenerator random,
            BiConsumer<Question, ModelException> onRetry) {
        this.inner = inner;
        this.patience = patience;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.onRetry = onRetry;
    }

    /// In real time, and nobody is told.
    public static Retrying usual(Model inner) {
        return new Retrying(
                inner,
                Patience.USUAL,
                InstantSource.system(),
                Thread::sleep,
                RandomGenerator.getDefault(),
                (question, failure) -> {});
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Answer ask(Question question) {
        long began = clock.millis();
        Optional<Account> lost = Optional.empty();
        int badAnswers = 0;
        for (int failures = 1; ; failures++) {
            try {
                Answer answer = inner.ask(question);
                Account account = lost.map(answer.account()::plus).orElse(answer.account());
                return new Answer(answer.text(), lasting(account, began), answer.truncated());
            } catch (ModelException e) {
                lost = Optional.of(plus(lost, e.account()));
                badAnswers += e.kind() == Kind.BAD_ANSWER ? 1 : 0;
                Duration wait = longer(patience.pause(failures, random), e.retryAfter());
                if (!e.kind().passes() || badAnswers > patience.badAnswers() || !within(began, wait, e.kind())) {
                    throw e.costing(lasting(lost.get(), began));
                }
                onRetry.accept(question, e);
                rest(wait, e, lasting(lost.get(), began));
            }
        }
    }

    private boolean within(long began, Duration wait, Kind kind) {
        return !Thread.currentThread().isInterrupted()
                && clock.millis() - began + wait.toMillis()
                        < patience.total(kind).toMillis();
    }

    private void rest(Duration wait, ModelException failure, Account lost) {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.costing(lost);
        }
    }

    /// From the question to the end, pauses included.
    private Account lasting(Account account, long began) {
        return new Account(
                account.model(),
                account.calls(),
                account.tokensIn(),
                account.tokensOut(),
                account.tokensCached(),
                account.cost(),
                Math.max(0, clock.millis() - began) / 1000.0);
    }

    private static Account plus(Optional<Account> lost, Optional<Account> more) {
        Account none = new Account("", 0, 0, 0, 0, 0, 0);
        return lost.orElse(none).plus(more.orElse(none));
    }

    private static Duration longer(Duration own, Optional<Duration> asked) {
        return asked.filter(duration -> duration.compareTo(own) > 0).orElse(own);
    }
}
