package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AheadTest {

    private final Night night = new Night(Scope.KNOB);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Scripted model = Scripted.counting("model");

    /// An experiment whose trial has just begun.
    private int trialBegins() {
        int number = night.opened(new Suggestion("model", Night.width(7)), Optional.empty());
        night.commit(number, Night.width(7));
        return number;
    }

    private ProposalContext after(int running) {
        return night.context(running + 1, List.of());
    }

    private void slow() {
        model.says = context -> {
            begun.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException(Kind.UNREACHABLE, "Interrupted.");
            }
            return Night.width(20 + context.number());
        };
    }

    @Test
    void takesWhatWasThoughtOfWhileTheTrialTrainedAndNamesItsBasis() throws InterruptedException {
        slow();
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ProposalContext then = after(running);
            ahead.ahead(then);
            begun.await();
            night.decided(running, dev.nightjar.core.ledger.ExperimentStatus.DISCARD, java.util.OptionalDouble.of(3));
            answer.countDown();

            Suggestion suggestion = ahead.propose(night.next());

            assertThat(suggestion.basis()).isEqualTo(Basis.of(then));
            assertThat(suggestion.proposal()).isEqualTo(Night.width(22));
            assertThat(model.asked).hasSize(1);
        }
    }

    @Test
    void thinksOnceForAnExperimentWithSeveralTrials() throws InterruptedException {
        slow();
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ahead.ahead(after(running));
            begun.await();
            ahead.ahead(after(running));
            answer.countDown();
            ahead.ahead(after(running));
            ahead.propose(after(running));
            assertThat(model.asked).hasSize(1);
        }
    }

    @Test
    void doesNotThinkBesideATrialOnItsDevice() {
        try (Ahead ahead = new Ahead(model)) {
            ahead.ahead(after(trialBegins()));
            assertThat(model.asked).isEmpty();
            assertThat(ahead.propose(night.context(2, List.of())).basis()).isEqualTo(Basis.NOW);
        }
    }

    @Test
    void aWordOfThePersonIsHeard() {
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ahead.ahead(after(running));
            night.told("try fewer layers");

            Suggestion suggestion = ahead.propose(after(running));

            assertThat(suggestion.basis()).isEqualTo(Basis.NOW);
            assertThat(model.asked.getLast().state().words().told()).hasSize(1);
            assertThat(suggestion.account().orElseThrow().calls())
                    .as("what was thought in vain was paid for")
                    .isEqualTo(2);
        }
    }

    @Test
    void anEditOfTheInstructionsIsHeard() {
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ahead.ahead(after(running));
            night.instructions("Do something else.");
            ahead.propose(after(running));
            assertThat(model.asked.getLast().program()).isEqualTo("Do something else.");
        }
    }

    @Test
    void mendsTheRunningExperimentWithoutLosingTheNext() {
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ahead.ahead(after(running));
            Refusal crash = new Refusal(Night.width(7), "model", Optional.empty(), "out of memory");

            Suggestion mended = ahead.propose(night.context(running, List.of(crash)));
            Suggestion next = ahead.propose(after(running));

            assertThat(mended.basis()).isEqualTo(Basis.NOW);
            assertThat(next.basis()).isNotEqualTo(Basis.NOW);
            assertThat(model.asked).extracting(ProposalContext::number).containsExactly(running + 1, running);
        }
    }

    @Test
    void anErrorComesUpWhenTheProposalIsAskedFor() {
        model.fails = Optional.of(Kind.TIMEOUT);
        try (Ahead ahead = new Ahead(new Remote(model))) {
            int running = trialBegins();
            ahead.ahead(after(running));
            assertThatThrownBy(() -> ahead.propose(after(running)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("It fails.");
            model.fails = Optional.empty();
            assertThat(ahead.propose(after(running)).by()).isEqualTo("model");
        }
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        model.says = _ -> {
            begun.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                gone.countDown();
                throw new ModelException(Kind.UNREACHABLE, "Interrupted.");
            }
            return Night.width(3);
        };
        Ahead ahead = new Ahead(new Remote(model));
        ahead.ahead(after(trialBegins()));
        begun.await();
        ahead.close();
        assertThat(gone.getCount()).as("close waits for the end").isZero();
        ahead.ahead(after(1));
        assertThat(model.asked).as("a closed one begins nothing").hasSize(1);
    }
}
