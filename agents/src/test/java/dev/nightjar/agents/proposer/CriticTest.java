package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.scripted.Answering;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class CriticTest {

    private final Night night = new Night(Scope.KNOB);

    /// Says the next of these, and the last again.
    private static Scripted saying(long... widths) {
        int[] at = {0};
        return new Scripted("model", _ -> Night.width(widths[Math.min(at[0]++, widths.length - 1)]));
    }

    private static Critic.Scoring scoring(ToDoubleFunction<Candidate> score) {
        return new Critic.Scoring() {
            @Override
            public String name() {
                return "judge";
            }

            @Override
            public Optional<Critic.Opinion> opinion(ProposalContext context, Proposal proposal, Candidate candidate) {
                return Optional.of(new Critic.Opinion(score.applyAsDouble(candidate), "Because.", Optional.empty()));
            }
        };
    }

    /// A critic who likes wide programs.
    private static Critic wide(Scripted inner) {
        return new Critic(inner, scoring(candidate -> width(candidate) / 64), Night.LANGUAGE, 0.5);
    }

    private static double width(Candidate candidate) {
        return candidate.configuration().get("width").map(KnobValue::number).orElseThrow();
    }

    private static Object critic(Suggestion suggestion, String key) {
        return ((Map<?, ?>)
                        Optional.ofNullable(suggestion.notes().get("critic")).orElseThrow())
                .get(key);
    }

    @Test
    void aProposalThatItLikesIsRunAsItIs() {
        Scripted model = saying(40, 50);
        Suggestion suggestion = wide(model).propose(night.next());
        assertThat(suggestion.proposal()).isEqualTo(Night.width(40));
        assertThat(critic(suggestion, "outcome")).isEqualTo("passed");
        assertThat(suggestion.notes()).doesNotContainKey("spared");
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void oneThatItDoesNotLikeIsSparedAndTheProposerReadsWhy() {
        Scripted model = saying(2, 40);
        Suggestion suggestion = wide(model).propose(night.next());

        assertThat(suggestion.proposal()).isEqualTo(Night.width(40));
        assertThat(model.asked.getLast().program())
                .endsWith(
                        "## Not worth a trial\n\n- width 16 → 2: a critic (judge) gives it a chance of 0.03. Because.\n\nPropose something else.\n");
        assertThat(suggestion.notes().get("spared"))
                .isEqualTo(List.of(
                        Map.of("by", "model", "change", "width 16 → 2", "score", 2 / 64.0, "reason", "Because.")));
        assertThat(suggestion.account().orElseThrow().calls()).isEqualTo(2);
    }

    @Test
    void afterThreeMoreQuestionsTheLeastBadIsRun() {
        Scripted model = saying(2, 9, 3, 4);
        Suggestion suggestion = wide(model).propose(night.next());
        assertThat(model.asked).hasSize(4);
        assertThat(suggestion.proposal()).isEqualTo(Night.width(9));
        assertThat(critic(suggestion, "outcome")).isEqualTo("least_bad");
        assertThat((List<?>) suggestion.notes().get("spared")).hasSize(3);
    }

    @Test
    void aProposerThatInsistsIsNotAskedAgain() {
        Scripted model = saying(2, 2, 40);
        Suggestion suggestion = wide(model).propose(night.next());
        assertThat(model.asked).hasSize(2);
        assertThat(suggestion.proposal()).isEqualTo(Night.width(2));
    }

    @Test
    void everyTenthRejectedOneIsRunToMeasureTheCriticsError() {
        for (int i = 0; i < 9; i++) {
            Suggestion suggestion = wide(saying(2 + i, 60)).propose(night.next());
            int number = night.opened(suggestion, Optional.empty());
            night.commit(number, Night.width(33 + i));
            night.decided(number, ExperimentStatus.DISCARD, OptionalDouble.of(3));
        }
        assertThat(CriticRecord.of(night.state())).isEqualTo(new CriticRecord(9, 0, 0, 0));

        Suggestion audited = wide(saying(12, 60)).propose(night.next());
        assertThat(audited.proposal()).isEqualTo(Night.width(12));
        assertThat(critic(audited, "outcome")).isEqualTo("audited");
        int number = night.opened(audited, Optional.empty());
        night.commit(number, Night.width(12));
        assertThat(CriticRecord.of(night.state())).isEqualTo(new CriticRecord(9, 0, 1, 0));
        night.decided(number, ExperimentStatus.KEEP, OptionalDouble.of(1.5));
        assertThat(CriticRecord.of(night.state())).isEqualTo(new CriticRecord(9, 0, 1, 1));
        assertThat(critic(wide(saying(3, 60)).propose(night.next()), "outcome")).isEqualTo("passed");
    }

    @Test
    void whatARailWouldBlockCostsNoTrialAndIsNotScored() {
        Scripted model = new Scripted("model", _ -> new Proposal.Unparsed("nonsense"));
        Critic critic = new Critic(
                model,
                scoring(_ -> {
                    throw new AssertionError("asked");
                }),
                Night.LANGUAGE,
                0.5);
        assertThat(critic(critic.propose(night.next()), "outcome")).isEqualTo("not_scored");
    }

    @Test
    void aMendedProposalIsNotScoredAgain() {
        Scripted model = saying(2);
        Refusal refusal = new Refusal(Night.width(99), "model", Optional.of(RailName.RANGE), "99");
        Suggestion suggestion = wide(model).propose(night.context(1, List.of(refusal)));
        assertThat(suggestion.proposal()).isEqualTo(Night.width(2));
        assertThat(suggestion.notes()).isEmpty();
    }

    @Test
    void aModelAsCriticReadsTheHistoryAndAnswersInJson() {
        night.tried("auto", Night.width(20), 2.5);
        Answering model = new Answering(_ -> "Let me see. {\"score\": 0.75, \"why\": \"Why not.\"}");
        Critic critic = new Critic(saying(40), new ModelCritic(model, PromptSettings.LARGE), Night.LANGUAGE, 0.5);

        Suggestion suggestion = critic.propose(night.next());

        assertThat(critic(suggestion, "score")).isEqualTo(0.75);
        assertThat(critic(suggestion, "reason")).isEqualTo("Why not.");
        assertThat(model.asked.getFirst().role()).isEqualTo("critic");
        assertThat(model.asked.getFirst().user()).contains("width: 16 → 40").contains("discard");
        assertThat(suggestion.account().orElseThrow().cost()).isEqualTo(1.5);
    }

    @Test
    void aModelAsCriticSeesTheLinesOfAnEdit() {
        Night edits = new Night(Scope.EDIT);
        Answering model = new Answering(_ -> "{\"score\": 1, \"reason\": \"\"}");
        Scripted editor = new Scripted(
                "model", context -> new Proposal.Edit(context.source().replace("CLIP = 1", "CLIP = 2"), "Clip later."));
        new Critic(editor, new ModelCritic(model, PromptSettings.LARGE), Night.LANGUAGE, 0.5).propose(edits.next());
        assertThat(model.asked.getFirst().user())
                .contains("Clip later.")
                .contains("-CLIP = 1")
                .contains("+CLIP = 2");
    }

    @Test
    void aCriticWithoutAUsableAnswerLetsTheProposalPass() {
        for (String answer : List.of("no", "{\"score\": 7}", "{\"score\": \"high\"}")) {
            Answering model = new Answering(_ -> answer);
            Suggestion suggestion = new Critic(
                            saying(2), new ModelCritic(model, PromptSettings.LARGE), Night.LANGUAGE, 0.5)
                    .propose(night.next());
            assertThat(suggestion.proposal()).isEqualTo(Night.width(2));
            assertThat(critic(suggestion, "outcome")).isEqualTo("silent");
            assertThat(suggestion.account().orElseThrow().cost()).isEqualTo(1.5);
        }
        Answering silent = new Answering(_ -> {
            throw new ModelException(Kind.TIMEOUT, "No answer.");
        });
        assertThat(critic(
                        new Critic(saying(2), new ModelCritic(silent, PromptSettings.LARGE), Night.LANGUAGE, 0.5)
                                .propose(night.next()),
                        "outcome"))
                .isEqualTo("silent");
    }
}
