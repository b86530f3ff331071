package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class BanditTest {

    private final Scripted cheap = Scripted.counting("cheap");
    private final Scripted dear = Scripted.counting("dear");
    private final Bandit bandit = new Bandit(List.of(new Arm("dear", dear), new Arm("cheap", cheap)), 1.0);
    private final Night night = new Night(Scope.KNOB);
    private final List<String> chosen = new ArrayList<>();

    /// Plays one experiment: the cheap one gains `cheapGain` for nothing, the dear one `dearGain` for `price`.
    private void play(double cheapGain, double dearGain, double price) {
        ProposalContext context = night.next();
        String by = bandit.propose(context).by();
        chosen.add(by);
        double gain = by.equals("cheap") ? cheapGain : dearGain;
        int number = night.opened(
                new Suggestion(by, Night.width(1 + context.number() % 64)),
                Optional.of(Scripted.costing(by, by.equals("cheap") ? 0 : price)));
        night.later(Duration.ofMinutes(6));
        night.commit(number, Night.width(1 + context.number() % 64));
        double value = night.state().reference().orElseThrow().value() - gain;
        night.decided(number, gain > 0 ? ExperimentStatus.KEEP : ExperimentStatus.DISCARD, OptionalDouble.of(value));
    }

    @Test
    void triesEverybodyFirst() {
        for (int i = 0; i < 4; i++) {
            play(0, 0, 1);
        }
        assertThat(chosen)
                .as("the ones before are not decided when a choice is made")
                .startsWith("dear", "dear")
                .contains("cheap");
    }

    @Test
    void staysWithWhoGainsMorePerCost() {
        for (int i = 0; i < 60; i++) {
            play(0.01, 0.02, 1);
        }
        assertThat(Collections.frequency(chosen, "cheap")).isGreaterThan(45);
    }

    @Test
    void paysForWhoIsWorthIt() {
        for (int i = 0; i < 60; i++) {
            play(0.001, 0.02, 0.1);
        }
        assertThat(Collections.frequency(chosen, "dear")).isGreaterThan(45);
    }

    @Test
    void whileNobodyGainsTheCheapOneIsAskedMore() {
        for (int i = 0; i < 30; i++) {
            play(0, 0, 1);
        }
        assertThat(Collections.frequency(chosen, "cheap")).isGreaterThan(20);
    }

    @Test
    void whoMadeTheFirstTryMendsIt() {
        for (int i = 0; i < 10; i++) {
            play(0.01, 0, 1);
        }
        int next = night.state().experiments().size() + 1;
        Refusal refusal = new Refusal(Night.width(99), "dear", Optional.of(RailName.RANGE), "99");
        assertThat(bandit.propose(night.context(next, List.of())).by()).isEqualTo("cheap");
        assertThat(bandit.propose(night.context(next, List.of(refusal))).by()).isEqualTo("dear");
    }

    @Test
    void whoIsSilentLosesTheTurn() {
        dear.fails = Optional.of(Kind.TIMEOUT);
        Suggestion suggestion = bandit.propose(night.next());
        assertThat(suggestion.by()).isEqualTo("cheap");
        assertThat(suggestion.account().orElseThrow().cost()).isEqualTo(2);
        cheap.fails = Optional.of(Kind.OVERLOADED);
        assertThatThrownBy(() -> bandit.propose(night.next())).isInstanceOf(ModelException.class);
    }

    @Test
    void goesRoundInOrder() {
        RoundRobin round = new RoundRobin(List.of(new Arm("dear", dear), new Arm("cheap", new Remote(cheap))));
        assertThat(List.of(1, 2, 3).stream()
                        .map(number ->
                                round.propose(night.context(number, List.of())).by()))
                .containsExactly("dear", "cheap", "dear");
        assertThat(round.elsewhere(night.context(1, List.of()))).isFalse();
        assertThat(round.elsewhere(night.context(2, List.of()))).isTrue();
    }
}
