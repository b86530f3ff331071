package dev.nightjar.agents.proposer;

import dev.nightjar.agents.answer.EditNotes;
import dev.nightjar.agents.answer.ModelAnswer;
import dev.nightjar.agents.answer.Remarks;
import dev.nightjar.agents.answer.Sources;
import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.notes.LessonBudget;
import dev.nightjar.agents.prompt.CompactionPrompt;
import dev.nightjar.agents.prompt.InsightText;
import dev.nightjar.agents.prompt.Mending;
import dev.nightjar.agents.prompt.Prompt;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.prompt.Prompts;
import dev.nightjar.agents.prompt.Section;
import dev.nightjar.agents.prompt.Tokens;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks a model, once a try. What it says goes to the rails as it is; an answer from which no proposal can be
/// read goes there too, so that the refusal counts as a try, stands in the ledger, and is explained in the next
/// prompt.
///
/// A question's attempt is one more than the tries that were refused before it, so a replay asks the same
/// questions.
public final class ModelProposer implements Briefed {

    private static final int KNOB_ANSWER = 4_096;
    private static final int LEAST_EDIT_ANSWER = 8_192;
    private static final int COMPACTION_ANSWER = 2_048;
    private static final int LESSONS = 1;
    private static final int REVIEW_LESSONS = 5;

    private final Model model;
    private final PromptSettings settings;
    private final String role;
    private final Function<ProposalContext, Optional<Insight>> insights;

    public ModelProposer(Model model, PromptSettings settings) {
        this(model, settings, _ -> Optional.empty());
    }

    /// @param insights what an optimizer has learnt from the run; the same context gives the same
    public ModelProposer(Model model, PromptSettings settings, Function<ProposalContext, Optional<Insight>> insights) {
        this(model, settings, Question.PROPOSE, insights);
    }

    private ModelProposer(
            Model model, PromptSettings settings, String role, Function<ProposalContext, Optional<Insight>> insights) {
        this.model = model;
        this.settings = settings;
        this.role = role;
        this.insights = insights;
    }

    /// The same, asked to look back too: for lessons and a plan beside its proposal.
    public ModelProposer reviewing() {
        return new ModelProposer(model, settings, Question.REVIEW, insights);
    }

    /// @throws ModelException if the model does not answer
    @Override
    public Suggestion propose(ProposalContext context) {
        return propose(context, List.of());
    }

    /// With more to see than the context says.
    ///
    /// @throws ModelException if the model does not answer
    @Override
    public Suggestion propose(ProposalContext context, List<Section> extra) {
        boolean review = role.equals(Question.REVIEW);
        List<Section> sections = new ArrayList<>(extra);
        insights.apply(context).ifPresent(insight -> sections.add(InsightText.of(insight, context.base())));
        Prompt prompt =
                review ? Prompts.review(context, settings, sections) : Prompts.propose(context, settings, sections);
        Answer answer = model.ask(question(context, role, prompt, answerTokens(context)));
        ModelAnswer said = ModelAnswer.of(
                answer.text(),
                context.lab().scope(),
                new Sources(context.lab().editable(), context.source(), Mending.shown(context)));
        Memory memory = remembered(context, said.remarks(), review ? REVIEW_LESSONS : LESSONS);
        return new Suggestion(
                model.name(),
                said.proposal(),
                Tries.MODEL,
                Basis.of(context),
                Optional.of(memory.account()
                        .map(more -> answer.account().plus(more))
                        .orElse(answer.account())),
                memory.lessons(),
                notes(context, said, answer.truncated()));
    }

    private static Question question(ProposalContext context, String role, Prompt prompt, int tokens) {
        return new Question(
                context.number(),
                context.refusals().size() + 1,
                role,
                prompt.system(),
                prompt.user(),
                prompt.schema(),
                tokens);
    }

    private int answerTokens(ProposalContext context) {
        if (settings.answerTokens() > 0) {
            return settings.answerTokens();
        }
        return context.lab().scope() == Scope.KNOB
                ? KNOB_ANSWER
                : Math.max(LEAST_EDIT_ANSWER, KNOB_ANSWER + 3 * Tokens.of(context.source()) / 2);
    }

    private static Map<String, @Nullable Object> notes(ProposalContext context, ModelAnswer said, boolean truncated) {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>(said.remarks().notes());
        if (said.proposal() instanceof Proposal.Edit(String text, String _)) {
            notes.putAll(EditNotes.of(context.source(), text, context.lab().editable())
                    .notes());
        }
        said.unusable().ifPresent(why -> notes.put("unusable", why));
        if (truncated) {
            notes.put("truncated", true);
        }
        return notes;
    }

    private record Memory(List<Lesson> lessons, Optional<Account> account) {}

    /// What outlives the experiment, within its budget: where it does not fit, the model is asked to make it
    /// shorter, and if it cannot, a rule does.
    private Memory remembered(ProposalContext context, Remarks remarks, int most) {
        LessonBudget budget = new LessonBudget(context.state().words().standing(), settings.lessonTokens());
        List<Lesson> fresh = budget.admitted(remarks.lessons(), context.number() - 1, most);
        if (fresh.isEmpty() || budget.fits(fresh)) {
            return new Memory(fresh, Optional.empty());
        }
        try {
            Prompt prompt = CompactionPrompt.of(budget.standing(), settings.lessonTokens() * 2 / 3);
            Answer answer = model.ask(question(context, Question.NOTE, prompt, COMPACTION_ANSWER));
            List<Lesson> shorter = new ArrayList<>(
                    replacing(budget, ModelAnswer.knobs(answer.text()).remarks().lessons(), context.number() - 1));
            shorter.addAll(fresh);
            List<Lesson> kept = budget.fits(shorter) ? shorter : budget.byRule(fresh);
            return new Memory(kept, Optional.of(answer.account()));
        } catch (ModelException e) { // the rule needs nobody
            return new Memory(budget.byRule(fresh), e.account());
        }
    }

    /// Those of the model's lessons that take the place of one that stands.
    private static List<Lesson> replacing(LessonBudget budget, List<Lesson> lessons, int experiments) {
        Set<Integer> standing =
                budget.standing().stream().map(lesson -> lesson.id()).collect(Collectors.toSet());
        return lessons.stream()
                .map(lesson -> new Lesson(
                        lesson.text(),
                        lesson.experiments().stream()
                                .filter(number -> number <= experiments)
                                .toList(),
                        lesson.retires().stream().filter(standing::contains).toList()))
                .filter(lesson -> !lesson.retires().isEmpty())
                .toList();
    }
}
