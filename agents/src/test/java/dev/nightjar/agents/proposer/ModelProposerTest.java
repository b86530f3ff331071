package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.model.Scripted;
import dev.nightjar.agents.night.Night;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModelProposerTest {

    private static final String BARE = "{\"knob\": \"lr\", \"new_value\": 0.5, \"reason\": \"It oscillates.\"}";
    private static final String BLOCK =
            "{\"hypothesis\": \"Steeper is faster.\"}\n<<<<<<< SEARCH\n        double g = 2 * x;\n=======\n        double g = 3 * x;\n>>>>>>> REPLACE\n";

    private static ModelProposer proposer(Scripted model) {
        return new ModelProposer(model, PromptSettings.LARGE);
    }

    private static Refusal refused(Night night, Suggestion suggestion) {
        Verdict.Blocked blocked = (Verdict.Blocked) night.check(suggestion.proposal());
        return new Refusal(suggestion.proposal(), suggestion.by(), Optional.of(blocked.rail()), blocked.reason());
    }

    @Test
    void showsWhatAnOptimizerHasLearntAndNothingWhereItHasNot() {
        Night night = new Night(Scope.KNOB);
        Map<String, Double> importance = new LinkedHashMap<>();
        importance.put("lr", 0.8);
        importance.put("momentum", 0.196);
        importance.put("n_layer", 0.004);
        Insight insight = new Insight(importance).with(List.of(Map.of("lr", new KnobValue.Real(0.7))));
        Scripted model = Scripted.inTurn(Scripted.answer(BARE), Scripted.answer(BARE));

        new ModelProposer(model, PromptSettings.LARGE, _ -> Optional.of(insight)).propose(night.context());
        proposer(model).propose(night.context());

        assertThat(model.asked().getFirst().user())
                .contains(
                        "## What the optimizer has learnt",
                        "among what was tried: lr 80 %, momentum 20 %.\n",
                        "- lr 1.0 → 0.7\n");
        assertThat(model.asked().getLast().user()).doesNotContain("optimizer");
    }

    @Test
    void asksOnceAndHandsOverWhatWasSaid() {
        Night night = new Night(Scope.KNOB);
        Scripted model = Scripted.inTurn(Scripted.answer("Sure: " + BARE));

        Suggestion suggestion = proposer(model).propose(night.context());

        assertThat(suggestion.by()).isEqualTo("scripted");
        assertThat(suggestion.proposal()).isEqualTo(new Proposal.Unparsed(BARE));
        assertThat(suggestion.tries()).isEqualTo(Tries.MODEL);
        assertThat(suggestion.basis()).isEqualTo(Basis.of(night.context()));
        assertThat(suggestion.account()).contains(Scripted.account(100, 10));
        assertThat(night.check(suggestion.proposal())).isInstanceOf(Verdict.Passed.class);
        Question question = model.asked().getFirst();
        assertThat(question.role()).isEqualTo(Question.PROPOSE);
        assertThat(question.number()).isEqualTo(1);
        assertThat(question.attempt()).isEqualTo(1);
        assertThat(question.schema()).isPresent();
    }

    @Test
    void tellsTheModelWhatTheRailsSaidToItsLastTry() {
        Night night = new Night(Scope.KNOB);
        Scripted model = Scripted.inTurn(Scripted.answer(BARE.replace("0.5", "99")), Scripted.answer(BARE));
        ModelProposer proposer = proposer(model);

        Refusal refusal = refused(night, proposer.propose(night.context()));
        assertThat(refusal.rail()).contains(RailName.RANGE);
        proposer.propose(night.context(refusal));

        assertThat(model.asked().get(1).attempt()).isEqualTo(2);
        assertThat(model.asked().get(1).user())
                .contains("Try 1 was refused by R3_range: The value (99", "It was: lr = 99");
    }

    @Test
    void answersABlockThatDoesNotMatchWithTheNearestLines() {
        Night night = new Night(Scope.EDIT);
        Scripted model =
                Scripted.inTurn(Scripted.answer(BLOCK.replace("double g = 2", "float g = 2")), Scripted.answer(BLOCK));
        ModelProposer proposer = proposer(model);

        Suggestion first = proposer.propose(night.context());
        assertThat(String.valueOf(first.notes().get("unusable"))).contains("Block 1 does not stand in the file");
        Refusal refusal = refused(night, first);
        assertThat(refusal.rail()).contains(RailName.SCHEMA);
        Suggestion second = proposer.propose(night.context(refusal));

        assertThat(model.asked().get(1).user())
                .contains("The nearest lines of the file are", "|         double g = 2 * x;");
        assertThat(second.proposal())
                .isEqualTo(
                        new Proposal.Edit(Night.SOURCE.replace("double g = 2", "double g = 3"), "Steeper is faster."));
        assertThat(night.check(second.proposal())).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void notesWhichPartsAnEditTouchesAndWhatItCosts() {
        Suggestion suggestion =
                proposer(Scripted.inTurn(Scripted.answer(BLOCK))).propose(new Night(Scope.EDIT).context());

        assertThat(suggestion.notes())
                .containsEntry("hypothesis", "Steeper is faster.")
                .containsEntry("parts", List.of("Toy.step"))
                .containsEntry("lines_added", 1)
                .containsEntry("lines_removed", 1)
                .containsEntry("tokens", 0);
    }

    @Test
    void aMendedEditIsWrittenAgainstTheTryThatFailed() {
        Night night = new Night(Scope.EDIT);
        String broken = Night.SOURCE.replace("2 * x;", "2 * y;");
        Refusal refusal = new Refusal(
                new Proposal.Edit(broken, "Use y."),
                "m",
                Optional.of(RailName.PREFLIGHT),
                "It does not compile.\nToy.java:11: error");
        Scripted model = Scripted.inTurn(Scripted.answer(
                "<<<<<<< SEARCH\n        double g = 2 * y;\n=======\n        double g = 2 * x * x;\n>>>>>>> REPLACE"));

        Suggestion suggestion = proposer(model).propose(night.context(refusal));

        assertThat(((Proposal.Edit) suggestion.proposal()).text())
                .isEqualTo(Night.SOURCE.replace("2 * x;", "2 * x * x;"));
    }

    @Test
    void asksTheSameQuestionAfterARestart() {
        Scripted first = Scripted.inTurn(Scripted.answer(BARE));
        Scripted again = Scripted.inTurn(Scripted.answer(BARE));
        Refusal refusal = new Refusal(new Proposal.Unparsed("?"), "scripted", Optional.of(RailName.SCHEMA), "No JSON.");

        proposer(first).propose(busy().context(refusal));
        proposer(again).propose(busy().context(refusal));

        assertThat(again.asked()).isEqualTo(first.asked());
    }

    private static Night busy() {
        return new Night(Scope.KNOB)
                .knob("lr", new KnobValue.Real(1.5), 1.79)
                .lesson("Rates above two diverge.", List.of(1), List.of())
                .noted(Map.of("hypothesis", "Faster."))
                .knob("momentum", new KnobValue.Real(0.9), 1.81)
                .told("be bold");
    }

    @Test
    void keepsTheLessonThatWasLearntAndNoOther() {
        Scripted model = Scripted.inTurn(
                Scripted.answer(
                        "{\"proposal\": " + BARE
                                + ", \"lessons\": [{\"text\": \"Momentum is fine.\", \"experiments\": [2, 44], \"retires\": [1, 9]}, \"And another.\"]}"));

        assertThat(proposer(model).propose(busy().context()).lessons())
                .containsExactly(new Lesson("Momentum is fine.", List.of(2), List.of(1)));
    }

    @Test
    void asksForMoreLessonsAndAPlanInAReview() {
        Scripted model = Scripted.inTurn(Scripted.answer("{\"proposal\": " + BARE
                + ", \"plan\": \"Try the batch.\", \"lessons\": [\"Momentum is fine.\", \"Depth was never tried.\"]}"));

        Suggestion suggestion =
                proposer(model).reviewing().propose(busy().context(), List.of(new Section("Plan", "None.")));

        assertThat(model.asked().getFirst().role()).isEqualTo(Question.REVIEW);
        assertThat(model.asked().getFirst().user()).contains("## Plan\n\nNone.");
        assertThat(suggestion.lessons()).hasSize(2);
        assertThat(suggestion.notes()).containsEntry("plan", "Try the batch.");
    }

    private static final String WITH_LESSON = "{\"proposal\": " + BARE
            + ", \"lessons\": [{\"text\": \"All of these rates are alike.\", \"experiments\": [1, 2, 3]}]}";

    @Test
    void hasTheModelMakeItsLessonsShorterWhenTheyOutgrowTheirBudget() {
        Scripted model = Scripted.inTurn(
                Scripted.answer(WITH_LESSON),
                Scripted.answer(
                        "{\"lessons\": [{\"text\": \"Small steps of the rate are noise.\", \"experiments\": [1, 2], \"retires\": [1,2,3,4,5,6,7,8,9]}]}"));

        Suggestion suggestion = new ModelProposer(model, PromptSettings.SMALL.with(5_000, 0))
                .propose(fullOf(30).context());

        assertThat(model.asked().get(1).role()).isEqualTo(Question.NOTE);
        assertThat(model.asked().get(1).user()).contains("1. Lesson 1eef says");
        assertThat(suggestion.account()).contains(Scripted.account(100, 10).plus(Scripted.account(100, 10)));
        assertThat(suggestion.lessons()).isNotEmpty();
    }

    private static Night fullOf(int lessons) {
        Night night = new Night(Scope.KNOB);
        for (int i = 1; i <= lessons; i++) {
            night.knob("lr", new KnobValue.Real(1 + i / 100.0), 1.81);
            night.lesson(
                    "Lesson %x says that %x is worse than %x there.".formatted(i * 7919, i * 104729, i * 1299709),
                    List.of(i),
                    List.of());
        }
        return night;
    }

    @Test
    void dropsLessonsByRuleIfTheModelDoesNotMakeThemShorter() {
        Scripted model = Scripted.inTurn(Scripted.answer(WITH_LESSON), Scripted.failure(ModelException.Kind.TIMEOUT));

        Suggestion suggestion = new ModelProposer(model, PromptSettings.SMALL)
                .propose(fullOf(30).context());

        assertThat(suggestion.lessons()).hasSize(1);
        assertThat(suggestion.lessons().getFirst().retires())
                .startsWith(1, 2, 3)
                .hasSizeGreaterThan(5);
        assertThat(suggestion.proposal()).isEqualTo(new Proposal.Unparsed(BARE));
    }

    @Test
    void doesNotHideThatTheModelFailed() {
        ModelProposer proposer = proposer(Scripted.inTurn(Scripted.failure(ModelException.Kind.UNREACHABLE)));

        ProposalContext context = new Night(Scope.KNOB).context();
        assertThatThrownBy(() -> proposer.propose(context)).isInstanceOf(ModelException.class);
    }
}
