package dev.nightjar.agents.model;

import static dev.nightjar.agents.model.Scripted.answer;
import static dev.nightjar.agents.model.Scripted.failure;
import static dev.nightjar.agents.model.Scripted.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.model.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// In a time of its own: a pause moves the clock.
class RetryingTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final List<Kind> retried = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private Answer ask(Scripted inner, Patience patience) {
        return new Retrying(
                        inner,
                        patience,
                        () -> now,
                        time -> {
                            pauses.add(time);
                            now = now.plus(time);
                        },
                        RandomGenerator.of("L64X128MixRandom"),
                        (question, failure) -> retried.add(failure.kind()))
                .ask(question(1, 1));
    }

    private ModelException fails(Scripted inner, Patience patience) {
        return catchThrowableOfType(ModelException.class, () -> ask(inner, patience));
    }

    @Test
    void asksAgainWithPausesThatGrowUntilThereIsAnAnswer() {
        Scripted model = Scripted.inTurn(
                failure(Kind.UNREACHABLE), failure(Kind.OVERLOADED), failure(Kind.TIMEOUT), answer("at last"));

        assertThat(ask(model, Patience.USUAL).text()).isEqualTo("at last");

        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        assertThat(retried).containsExactly(Kind.UNREACHABLE, Kind.OVERLOADED, Kind.TIMEOUT);
    }

    @Test
    void pausesNeverComeTogether() {
        fails(Scripted.inTurn(failure(Kind.UNREACHABLE)), Patience.USUAL);

        assertThat(pauses).doesNotHaveDuplicates();
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        ModelException limited =
                new ModelException(Kind.RATE_LIMITED, "Later.", Optional.of(Duration.ofSeconds(40)), Optional.empty());

        assertThat(ask(Scripted.inTurn(limited, answer("ok")), Patience.USUAL).text())
                .isEqualTo("ok");
        assertThat(pauses).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void doesNotWaitForAServerThatAsksForMoreThanItsPatience() {
        ModelException limited =
                new ModelException(Kind.RATE_LIMITED, "Tomorrow.", Optional.of(Duration.ofHours(8)), Optional.empty());

        assertThat(fails(Scripted.inTurn(limited), Patience.USUAL).retryAfter()).hasValue(Duration.ofHours(8));
        assertThat(pauses).isEmpty();
    }

    @Test
    void givesUpWhenItsPatienceEnds() {
        Scripted model = Scripted.inTurn(failure(Kind.OVERLOADED));

        assertThat(fails(model, Patience.USUAL).kind()).isEqualTo(Kind.OVERLOADED);

        assertThat(Duration.between(Instant.EPOCH, now)).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
        assertThat(model.asked()).hasSizeBetween(5, 15);
    }

    @Test
    void doesNotWaitLongForAServerThatIsNotThere() {
        Scripted model = Scripted.inTurn(failure(Kind.UNREACHABLE));

        assertThat(fails(model, Patience.USUAL).kind()).isEqualTo(Kind.UNREACHABLE);

        assertThat(Duration.between(Instant.EPOCH, now)).isLessThan(Duration.ofSeconds(10));
        assertThat(model.asked()).hasSizeGreaterThan(2);
    }

    @Test
    void asksOnceWithoutPatience() {
        Scripted model = Scripted.inTurn(failure(Kind.UNREACHABLE));

        fails(model, Patience.NONE);

        assertThat(model.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "OVER_BUDGET"})
    void doesNotAskAgainWhatTimeDoesNotMend(Kind kind) {
        Scripted model = Scripted.inTurn(failure(kind), answer("too late"));

        assertThat(fails(model, Patience.USUAL).kind()).isEqualTo(kind);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void doesNotPayForBadAnswersWithoutEnd() {
        Scripted model = Scripted.inTurn(failure(Kind.BAD_ANSWER).costing(Scripted.account(100, 64)));

        ModelException failure = fails(model, Patience.USUAL);

        assertThat(model.asked()).hasSize(3);
        assertThat(failure.account().orElseThrow().tokensOut()).isEqualTo(3 * 64);
    }

    @Test
    void whatTheFailuresCostIsInTheAnswersAccount() {
        Answer answer = ask(
                Scripted.inTurn(failure(Kind.BAD_ANSWER).costing(Scripted.account(100, 64)), answer("ok")),
                Patience.USUAL);

        assertThat(answer.account().tokensIn()).isEqualTo(200);
        assertThat(answer.account().tokensOut()).isEqualTo(74);
        assertThat(answer.account().calls()).isEqualTo(2);
        assertThat(answer.account().latencySeconds())
                .isEqualTo(pauses.getFirst().toMillis() / 1000.0);
    }

    @Test
    void anInterruptEndsThePause() {
        Retrying retrying = new Retrying(
                Scripted.inTurn(failure(Kind.UNREACHABLE)),
                Patience.USUAL,
                () -> now,
                time -> {
                    throw new InterruptedException();
                },
                RandomGenerator.getDefault(),
                (question, failure) -> {});

        assertThat(catchThrowableOfType(ModelException.class, () -> retrying.ask(question(1, 1)))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(Thread.interrupted()).isTrue();
    }
}
