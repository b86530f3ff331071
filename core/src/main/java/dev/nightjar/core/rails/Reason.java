package dev.nightjar.core.rails;

import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What a proposal's reason may say. People read it in a terminal, programs read logs that quote it, and the next
/// proposer reads it in a prompt: so it is one plain text, and neither a line that a program would take for its own nor
/// an order to whoever reads it.
public final class Reason {

    private static final int LONGEST = 4_000;

    /// The reason that a proposal gives; empty where it gives none that the first rail would read.
    public static String of(Proposal proposal) {
        return switch (proposal) {
            case Proposal.KnobChange change -> change.reason();
            case Proposal.Edit edit -> edit.reason();
            case Proposal.Unparsed(String raw) -> {
                try {
                    Proposal read = ProposalText.parse(raw, Scope.EDIT).proposal();
                    yield read instanceof Proposal.Unparsed ? "" : of(read);
                } catch (IllegalArgumentException unreadable) {
                    yield "";
                }
            }
        };
    }

    /// Lines that mean something to Nightjar or to tools that read its output.
    private static final Pattern MACHINE_LINE = Pattern.compile(
            "(?mi)^[\\s>*-]*(METRIC\\s+\\S+\\s*=|PROGRESS\\s+\\S+\\s*=|READY\\s*$|---\\s*$|val_bpb\\s*:\\s*[-+.\\d]+\\s*$"
                    + "|\\{\\s*\"(v|seq|type|event|run|commit|iter|knob|changes|edit|new_value)\"\\s*:)");

    /// Marks by which chats keep roles apart.
    private static final Pattern CHAT_MARK = Pattern.compile(
            "(?mi)<\\|[^|\\n]{1,40}\\|>|\\[/?INST]|<</?SYS>>|</?(system|assistant|user|human|instructions?|tool_call|function_calls?)>"
                    + "|^\\s*#*\\s*(system|assistant|user|human|developer)\\s*:|^\\s*###\\s*(instructions?|system|response)\\b");

    /// Orders to the reader, as in "ignore all previous instructions".
    private static final Pattern ORDER = Pattern.compile(
            "(?i)\\b(ignore|disregard|forget|override)\\s+((all|any|every|the|these|those|your|my|our|of|previous|prior|earlier|above|preceding"
                    + "|system)\\s+)*(instructions?|prompts?|(guard ?)?rails?|rules(?! of thumb)|system messages?|safety checks?)\\b"
                    + "|\\b(ignore|disregard|forget) (everything|all|anything) (above|before|you|that)\\b"
                    + "|\\b(bypass|skip|disable|switch off|turn off)\\s+((all|any|the|these|your)\\s+)*"
                    + "((guard ?)?rails?|judge|sandbox|audits?|safety checks?)\\b"
                    + "|\\byou are now\\b|\\byou must (now )?(accept|approve|reply|respond|output|answer)\\b"
                    + "|\\b(reveal|print|show|repeat|output|leak|send|tell me)\\b[^.!?\\n]{0,30}?"
                    + "\\b(system prompt|your (prompt|instructions)|api[ _-]?keys?|passwords?)\\b"
                    + "|\\b(new|updated) (system )?(instructions?|prompt)\\s*:"
                    + "|\\b(mark|record|report|log|count)\\b[^.!?\\n]{0,30}?\\bas (a )?(keep|kept|passed|approved)\\b"
                    + "|\\bdo not (run|judge|measure|evaluate) (this|the) (trial|proposal|candidate|program)\\b");

    private record Rule(Pattern pattern, String what) {}

    private static final List<Rule> RULES = List.of(
            new Rule(MACHINE_LINE, "a line that a program would read as its own"),
            new Rule(CHAT_MARK, "a mark that would change who speaks"),
            new Rule(ORDER, "an order to whoever reads it"));

    private Reason() {}

    /// What is wrong with a reason, for the proposer to read.
    public static Optional<String> problem(String reason) {
        if (reason.isBlank()) {
            return Optional.of("The key \"reason\" must say why the change should help; it is empty.");
        }
        if (reason.length() > LONGEST) {
            return Optional.of("The reason has %d characters, more than %d.".formatted(reason.length(), LONGEST));
        }
        OptionalInt unseen = Text.invisible(reason);
        if (unseen.isPresent()) {
            return Optional.of(
                    "The reason holds a character that nobody sees (%s).".formatted(Text.name(unseen.getAsInt())));
        }
        String lines = reason.replaceAll("\\R", "\n");
        return RULES.stream()
                .flatMap(rule -> rule.pattern()
                        .matcher(lines)
                        .results()
                        .limit(1)
                        .map(found -> "The reason holds %s (%s); it should be plain sentences."
                                .formatted(rule.what(), Text.quote(found.group().strip()))))
                .findFirst();
    }
}
