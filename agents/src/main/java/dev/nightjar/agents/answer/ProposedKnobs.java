package dev.nightjar.agents.answer;

import dev.nightjar.core.proposal.Proposal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a proposal is about, read from however little of it can be read.
public final class ProposedKnobs {

    private static final int MOST = 12;

    private ProposedKnobs() {}

    /// The names of the knobs that it would turn, as they were written.
    public static Set<String> of(Proposal proposal) {
        return switch (proposal) {
            case Proposal.KnobChange change -> change.changes().keySet();
            case Proposal.Edit _ -> Set.of();
            case Proposal.Unparsed(String raw) -> named(raw).keySet();
        };
    }

    /// `lr = 99, n_layer = 3`, as it was written; empty for what turns no knob.
    public static String text(Proposal proposal) {
        Map<String, ?> changes = switch (proposal) {
            case Proposal.KnobChange change -> change.changes();
            case Proposal.Edit _ -> Map.of();
            case Proposal.Unparsed(String raw) -> named(raw);
        };
        return changes.entrySet().stream()
                .map(change -> change.getKey() + " = " + change.getValue())
                .collect(Collectors.joining(", "));
    }

    /// Why it was made, on one line.
    public static Optional<String> reason(Proposal proposal, int longest) {
        String reason = switch (proposal) {
            case Proposal.KnobChange change -> change.reason();
            case Proposal.Edit edit -> edit.reason();
            case Proposal.Unparsed(String raw) ->
                Spoken.in(raw).proposal().stream()
                        .flatMap(text -> JsonMember.of(text).stream())
                        .filter(member -> member.key().equals("reason"))
                        .map(member -> member.value()
                                .replaceAll("^\"|\"$", "")
                                .replace("\\n", " ")
                                .replace("\\\"", "\""))
                        .findFirst()
                        .orElse("");
        };
        return Optional.of(Plain.line(reason, longest)).filter(line -> !line.isBlank());
    }

    private static Map<String, String> named(String raw) {
        Map<String, String> knobs = new LinkedHashMap<>();
        Spoken.in(raw).proposal().ifPresent(proposal -> collect(JsonMember.of(proposal), knobs));
        return knobs;
    }

    private static void collect(List<JsonMember> members, Map<String, String> knobs) {
        String value = text(members, "new_value");
        for (JsonMember member : members) {
            if (knobs.size() >= MOST) {
                return;
            }
            if (member.key().equals("knob")) {
                knobs.put(unquoted(member.value()), value);
            } else if (member.key().equals("changes")) {
                String list = member.value().replaceFirst("^\\[", "");
                JsonSpan.all(list).forEach(span -> collect(JsonMember.of(span.in(list)), knobs));
            }
        }
    }

    private static String text(List<JsonMember> members, String key) {
        return members.stream()
                .filter(member -> member.key().equals(key))
                .map(member -> unquoted(member.value()))
                .findFirst()
                .orElse("?");
    }

    private static String unquoted(String value) {
        return Plain.line(value.replaceAll("^\"|\"$", ""), 60);
    }
}
