package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.scripted.Answering;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TieredTest {

    private static final String REVIEW = """
            {"changes": [{"knob": "rate", "new_value": 0.05}], "reason": "The plan says so.",
             "plan": "Look at the rate.", "lessons": [{"text": "Wider is worse.", "experiments": [1, 2], "retires": []}]}
            """;

    private final Scripted cheap = Scripted.counting("cheap");
    private final Scripted strong = Scripted.counting("strong");
    private final Night night = new Night(Scope.KNOB);

    private Tiered tiered(Model model) {
        return new Tiered(cheap, new ModelProposer(model, PromptSettings.LARGE).reviewing(), strong, 3);
    }

    private void play(Tiered tiered, int experiments) {
        for (int i = 0; i < experiments; i++) {
            int number = night.opened(tiered.propose(night.next()), Optional.empty());
            night.commit(number, Night.width(20 + number));
            night.decided(number, ExperimentStatus.DISCARD, OptionalDouble.of(3));
        }
    }

    @Test
    void theStrongOneReviewsNowAndThenAndLeavesLessonsAndAPlan() {
        Answering model = new Answering(_ -> REVIEW);
        play(tiered(model), 5);

        assertThat(model.asked).extracting(Question::number).containsExactly(3);
        assertThat(model.asked.getFirst().role()).isEqualTo("review");
        assertThat(cheap.asked).extracting(ProposalContext::number).containsExactly(1, 2, 4, 5);
        assertThat(night.state().experiment(3).orElseThrow().proposed().proposer())
                .isEqualTo("wise");
        assertThat(night.state().words().lessons())
                .extracting(Event.Lesson::lesson)
                .containsExactly(new Lesson("Wider is worse.", List.of(1, 2), List.of()));
        assertThat(night.state().words().noted().getLast().notes()).containsEntry("plan", "Look at the rate.");
    }

    @Test
    void theCheapOneReadsThePlan() {
        play(tiered(new Answering(_ -> REVIEW)), 3);
        Answering small = new Answering(_ -> "{}");
        new ModelProposer(small, PromptSettings.SMALL).propose(night.next());
        assertThat(small.asked.getFirst().user()).contains("Look at the rate.").contains("Wider is worse.");
    }

    @Test
    void whatAReviewProposedIsMendedByTheStrongOne() {
        Tiered tiered = tiered(new Answering(_ -> REVIEW));
        play(tiered, 2);
        Suggestion first = tiered.propose(night.next());
        int number = night.opened(first, Optional.empty());
        Refusal refusal = new Refusal(first.proposal(), "wise", Optional.of(RailName.RANGE), "7 is out of range");

        assertThat(tiered.propose(night.context(number, List.of(refusal))).by()).isEqualTo("strong");
        assertThat(strong.asked.getFirst().refusals()).containsExactly(refusal);
    }

    @Test
    void theCheapOneGoesOnWhenNobodyReviews() {
        Tiered tiered = tiered(new Answering(_ -> {
            throw new ModelException(Kind.TIMEOUT, "No answer.\nMaybe later.");
        }));
        play(tiered, 2);
        Suggestion suggestion = tiered.propose(night.next());
        assertThat(suggestion.by()).isEqualTo("cheap");
        assertThat(suggestion.notes()).containsEntry("review", "No answer.");
        int number = night.opened(suggestion, Optional.empty());
        Refusal refusal = new Refusal(suggestion.proposal(), "cheap", Optional.of(RailName.RANGE), "no");
        assertThat(tiered.propose(night.context(number, List.of(refusal))).by())
                .as("who made the first try mends it")
                .isEqualTo("cheap");
    }

    @Test
    void thinksElsewhereOnlyWhereAllItAsksDo() {
        Tiered tiered = new Tiered(new Remote(cheap), strong, strong, 3);
        assertThat(tiered.elsewhere(night.context(2, List.of()))).isTrue();
        assertThat(tiered.elsewhere(night.context(3, List.of()))).isFalse();
    }
}
