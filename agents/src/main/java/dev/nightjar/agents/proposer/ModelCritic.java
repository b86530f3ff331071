package dev.nightjar.agents.proposer;

import dev.nightjar.agents.answer.Score;
import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.prompt.CriticPrompt;
import dev.nightjar.agents.prompt.Prompt;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.run.ProposalContext;
import java.util.Optional;

/// A second model that says how likely a proposal is to pay.
public final class ModelCritic implements Critic.Scoring {

    private static final int ANSWER = 2_048;

    private final Model model;
    private final PromptSettings settings;

    public ModelCritic(Model model, PromptSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Optional<Critic.Opinion> opinion(ProposalContext context, Proposal proposal, Candidate candidate) {
        Prompt prompt = CriticPrompt.of(context, proposal, settings);
        Answer answer = model.ask(new Question(
                context.number(),
                context.refusals().size() + 1,
                Question.CRITIC,
                prompt.system(),
                prompt.user(),
                prompt.schema(),
                ANSWER));
        Score score = Score.in(answer.text())
                .orElseThrow(() -> new ModelException(
                        ModelException.Kind.BAD_ANSWER,
                        "There is no score in the answer of the critic (%s).".formatted(model.name()),
                        Optional.empty(),
                        Optional.of(answer.account())));
        return Optional.of(new Critic.Opinion(score.value(), score.why(), Optional.of(answer.account())));
    }
}
