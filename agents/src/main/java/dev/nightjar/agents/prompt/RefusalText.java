package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.LineDiff;
import dev.nightjar.agents.answer.ModelAnswer;
import dev.nightjar.agents.answer.ProposedKnobs;
import dev.nightjar.agents.answer.Sources;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why the tries of this experiment did not pass. What compilers and logs say is quoted as data.
final class RefusalText {

    private static final int MOST_LINES = 60;
    private static final int MOST_DIFF_LINES = 80;
    private static final int LONGEST_ANSWER = 1_200;

    private RefusalText() {}

    static Section of(ProposalContext context) {
        List<String> tries = new ArrayList<>();
        for (int i = 0; i < context.refusals().size(); i++) {
            boolean last = i == context.refusals().size() - 1;
            tries.add(
                    "Try %d %s".formatted(i + 1, one(context, context.refusals().get(i), last)));
        }
        if (tries.isEmpty()) {
            return new Section("Refused tries", "");
        }
        tries.add("Mend what was refused, or propose something else. Do not send the same again.");
        return new Section("Your tries at this experiment that were refused", String.join("\n\n", tries));
    }

    private static String one(ProposalContext context, Refusal refusal, boolean full) {
        String by =
                refusal.rail().map(rail -> "was refused by " + rail).orElse("crashed in the first steps of its trial");
        return by + ": " + why(context, refusal, full) + "\n" + tried(context, refusal.proposal(), full);
    }

    private static String why(ProposalContext context, Refusal refusal, boolean full) {
        Optional<String> unusable = unusable(context, refusal.proposal());
        if (unusable.isPresent()) {
            return multiline("no proposal could be read from it.", unusable.get(), full);
        }
        List<String> lines = refusal.reason().lines().toList();
        String first = lines.isEmpty() ? "" : Quoted.line(lines.getFirst(), 600);
        if (lines.size() < 2) {
            return first;
        }
        return multiline(first, lines.stream().skip(1).collect(Collectors.joining("\n")), full);
    }

    private static String multiline(String first, String rest, boolean full) {
        return rest.contains("\n")
                ? first + "\n" + Quoted.untrusted("What was said about it:", rest, full ? MOST_LINES : 6)
                : first + " " + Quoted.line(rest, 800);
    }

    /// The reason is found again from the raw answer, so it need not be stored.
    private static Optional<String> unusable(ProposalContext context, Proposal proposal) {
        if (!(proposal instanceof Proposal.Unparsed(String raw))) {
            return Optional.empty();
        }
        Sources sources = new Sources(context.lab().editable(), context.source(), context.source());
        return ModelAnswer.of(raw, context.lab().scope(), sources).unusable();
    }

    private static String tried(ProposalContext context, Proposal proposal, boolean full) {
        return switch (proposal) {
            case Proposal.KnobChange change -> "It was: " + Quoted.line(ProposedKnobs.text(change), 400);
            case Proposal.Unparsed(String raw) ->
                !ProposedKnobs.text(proposal).isEmpty()
                        ? "It was: " + Quoted.line(ProposedKnobs.text(proposal), 400)
                        : full
                                ? "It began:\n"
                                        + Quoted.lines(raw.substring(0, Math.min(raw.length(), LONGEST_ANSWER)), 20)
                                : "It began: " + Quoted.line(raw, 160);
            case Proposal.Edit(String text, String reason) ->
                full
                        ? "It was (%s):\n%s"
                                .formatted(
                                        Quoted.line(reason, 300),
                                        Quoted.lines(
                                                LineDiff.of(context.source(), text)
                                                        .unified(MOST_DIFF_LINES),
                                                MOST_DIFF_LINES))
                        : "It was: " + Quoted.line(reason, 300);
        };
    }
}
