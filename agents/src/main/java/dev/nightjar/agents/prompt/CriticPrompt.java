package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.LineDiff;
import dev.nightjar.agents.model.Schema;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.ProposalContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks a second model how likely a proposal is to be an improvement, before it costs a trial. The answer is
/// read by [dev.nightjar.agents.answer.Score].
public final class CriticPrompt {

    private static final int MOST_DIFF_LINES = 200;
    private static final String FORMAT = """
            You judge a proposal by somebody else before it costs a trial. Answer with one JSON object, and nothing else:

            {"score": 0.0, "why": "…"}

            "score" is your probability, from 0 to 1, that the judge measures it as a real improvement. Most changes are none. What was tried before without \
            success, or is far from what worked, has little chance; what was never tried deserves the benefit of the doubt.""";

    private CriticPrompt() {}

    public static Prompt of(ProposalContext context, Proposal proposal, PromptSettings settings) {
        String system = TaskText.of(context.lab()) + new Section("How to answer", FORMAT).rendered();
        String before = MenuText.of(context.menu(), context.menu().knobs(), context.base())
                        .rendered()
                + StandingText.of(context.state(), context.lab(), context.number())
                        .rendered();
        String after = LessonText.of(context.state(), settings.lessonTokens()).rendered()
                + new Section("The proposal", proposed(context, proposal)).rendered()
                + "What is its score?";
        int left = settings.tokens() - Tokens.of(system) - Tokens.of(before) - Tokens.of(after);
        String history = Prompts.table(context.state(), Math.max(300, left)).rendered();
        return new Prompt(system.strip(), before + history + after, Optional.of(schema()));
    }

    private static String proposed(ProposalContext context, Proposal proposal) {
        return switch (proposal) {
            case Proposal.KnobChange change ->
                change.changes().entrySet().stream()
                                .map(entry -> "%s: %s → %s"
                                        .formatted(
                                                Quoted.line(entry.getKey(), 60),
                                                context.base()
                                                        .get(entry.getKey())
                                                        .map(Object::toString)
                                                        .orElse("?"),
                                                Quoted.line(entry.getValue().toString(), 60)))
                                .collect(Collectors.joining("\n"))
                        + "\nReason: " + Quoted.line(change.reason(), 600);
            case Proposal.Edit(String text, String reason) ->
                Quoted.untrusted(
                                "A change of the file:",
                                LineDiff.of(context.source(), text).unified(MOST_DIFF_LINES),
                                MOST_DIFF_LINES)
                        + "\nReason: " + Quoted.line(reason, 600);
            case Proposal.Unparsed(String raw) -> Quoted.untrusted("As it was written:", raw, 40);
        };
    }

    private static Schema schema() {
        Map<String, Object> score = new LinkedHashMap<>();
        score.put("score", Map.of("type", "number"));
        score.put("why", AnswerFormat.text());
        return new Schema("score", AnswerFormat.object(score));
    }
}
