package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.money.AtLimit;
import dev.nightjar.agents.proposer.Fallback.Pauses;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FallbackTest {

    private final Scripted model = Scripted.counting("model");
    private final Scripted optimizer = Scripted.counting("auto");
    private final ProposalContext context = new Night(Scope.KNOB).next();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Duration> waited = new ArrayList<>();

    private Fallback fallback(Proposer inItsPlace, AtLimit atLimit) {
        return new Fallback(model, inItsPlace, Pauses.USUAL, atLimit, () -> now, time -> {
            waited.add(time);
            now = now.plus(time);
        });
    }

    private Fallback fallback() {
        return fallback(optimizer, AtLimit.CONTINUE);
    }

    private void minutes(int some) {
        now = now.plus(Duration.ofMinutes(some));
    }

    @Test
    void asksTheModelAsLongAsItAnswers() {
        Suggestion suggestion = fallback().propose(context);

        assertThat(suggestion.by()).isEqualTo("model");
        assertThat(suggestion.notes()).isEmpty();
        assertThat(optimizer.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whateverKeepsTheModelFromAnsweringTheOptimizerProposes(Kind kind) {
        model.fails = Optional.of(kind);

        Suggestion suggestion = fallback().propose(context);

        assertThat(suggestion.by()).isEqualTo("auto");
        assertThat(suggestion.notes().get("fallback"))
                .isEqualTo(Map.of("kind", kind.name().toLowerCase(java.util.Locale.ROOT), "reason", "It fails."));
        assertThat(suggestion.account().orElseThrow().cost())
                .as("what the failure cost counts too")
                .isEqualTo(2);
    }

    @Test
    void leavesASilentModelAloneForLongerAndLonger() {
        model.fails = Optional.of(Kind.TIMEOUT);
        Fallback fallback = fallback();
        List<Integer> askedAt = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            int before = model.asked.size();
            fallback.propose(context);
            if (model.asked.size() > before) {
                askedAt.add(minute);
            }
            minutes(1);
        }
        assertThat(askedAt).containsExactly(0, 1, 3, 7, 15, 30, 45);
        assertThat(optimizer.asked).hasSize(60);
    }

    @Test
    void returnsToAModelThatAnswersAgain() {
        model.fails = Optional.of(Kind.UNREACHABLE);
        Fallback fallback = fallback();
        fallback.propose(context);
        model.fails = Optional.empty();

        assertThat(fallback.propose(context).by()).isEqualTo("auto");
        minutes(1);
        assertThat(fallback.propose(context).by()).isEqualTo("model");
        model.fails = Optional.of(Kind.UNREACHABLE);
        fallback.propose(context);
        minutes(1);
        int before = model.asked.size();
        fallback.propose(context);
        assertThat(model.asked).as("the pauses begin anew").hasSize(before + 1);
    }

    @Test
    void aModelThatTalksNonsenseIsAskedAtTheNextExperiment() {
        model.fails = Optional.of(Kind.BAD_ANSWER);
        Fallback fallback = fallback();
        fallback.propose(context);
        fallback.propose(context);
        assertThat(model.asked).hasSize(2);
    }

    @Test
    void aSpentBudgetEndsTheRunWhereThePersonSaysSo() {
        model.fails = Optional.of(Kind.OVER_BUDGET);
        assertThatThrownBy(() -> fallback(optimizer, AtLimit.STOP).propose(context))
                .isInstanceOf(BudgetSpent.class)
                .hasMessageContaining("It fails.");
        assertThat(optimizer.asked).isEmpty();
    }

    @Test
    void waitsForTheModelWhereTheOptimizerHasNothingToPropose() {
        Proposer exhausted = _ -> {
            if (waited.size() == 3) {
                model.fails = Optional.empty();
            }
            throw new UserError(UserError.Kind.MENU, "Nothing is left.", "the menu is empty.");
        };
        model.fails = Optional.of(Kind.OVERLOADED);

        Suggestion suggestion = fallback(exhausted, AtLimit.CONTINUE).propose(context);

        assertThat(suggestion.by()).isEqualTo("model");
        assertThat(waited).extracting(Duration::toMinutes).containsExactly(1L, 2L, 4L, 8L);
        assertThat(suggestion.account().orElseThrow().calls()).isEqualTo(5);
    }

    @Test
    void doesNotWaitForAModelThatMakesNoSense() {
        Proposer exhausted = _ -> {
            throw new UserError(UserError.Kind.MENU, "Nothing is left.", "the menu is empty.");
        };
        model.fails = Optional.of(Kind.BAD_ANSWER);
        assertThatThrownBy(() -> fallback(exhausted, AtLimit.CONTINUE).propose(context))
                .isInstanceOf(UserError.class);
        model.fails = Optional.of(Kind.OVER_BUDGET);
        assertThatThrownBy(() -> fallback(exhausted, AtLimit.CONTINUE).propose(context))
                .isInstanceOf(BudgetSpent.class);
    }

    @Test
    void aTranscriptIsAskedWhereTheModelWasAskedWhateverTheClockSays() {
        model.fails = Optional.of(Kind.TIMEOUT);
        Fallback fallback = Fallback.replaying(model, optimizer, AtLimit.CONTINUE, one -> one.number() != 2);
        Night night = new Night(Scope.KNOB);
        for (int number = 1; number <= 3; number++) {
            fallback.propose(night.context(number, List.of()));
        }
        assertThat(model.asked).extracting(ProposalContext::number).containsExactly(1, 3);
    }

    @Test
    void isElsewhereOnlyWhileTheModelTalks() {
        Fallback fallback =
                new Fallback(new Remote(model), optimizer, Pauses.USUAL, AtLimit.CONTINUE, () -> now, _ -> {});
        assertThat(fallback.elsewhere(context)).isTrue();
        model.fails = Optional.of(Kind.TIMEOUT);
        fallback.propose(context);
        assertThat(fallback.elsewhere(context)).isFalse();
    }
}
