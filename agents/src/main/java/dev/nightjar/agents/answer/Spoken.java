package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON in an answer: the proposal as it was written, and what was said around it.
///
/// @param proposal raw text of one object (or of a list, for the first rail to refuse)
/// @param around   the members beside it that are no part of it, as one raw object
record Spoken(Optional<String> proposal, Optional<String> around) {

    private static final Spoken NOTHING = new Spoken(Optional.empty(), Optional.empty());
    private static final Set<String> PROPOSING = Set.of("knob", "changes", "edit");

    /// A text under these may be JSON once more: providers pass a tool call's arguments so.
    private static final Set<String> WRAPPING =
            Set.of("arguments", "parameters", "input", "args", "proposal", "content", "text", "answer", "response");

    private static final int DEEPEST = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The last proposal in the text: models that think aloud draft first. What was said around it may be an
    /// object of its own.
    static Spoken in(String text) {
        Spoken found = in(text, 0);
        return found == null ? NOTHING : found;
    }

    private static @Nullable Spoken in(String text, int depth) {
        Spoken proposed = null;
        String said = null;
        for (JsonSpan span : JsonSpan.all(text)) {
            String raw = span.in(text);
            Spoken found = raw.startsWith("[") ? list(raw, depth) : object(raw, depth);
            if (found != null && found.proposal().isPresent()) {
                proposed = found;
            }
            if (found != null && found.around().isPresent()) {
                said = found.around().get();
            }
        }
        if (proposed != null) {
            return proposed.or(said);
        }
        return said == null ? null : new Spoken(Optional.empty(), Optional.of(said));
    }

    private Spoken or(@Nullable String said) {
        return around.isPresent() || said == null ? this : new Spoken(proposal, Optional.of(said));
    }

    /// One element is meant; several proposals in a list are for the first rail.
    private static @Nullable Spoken list(String raw, int depth) {
        String inner = raw.substring(1, raw.length() - 1);
        List<JsonSpan> elements = JsonSpan.all(inner);
        long proposals = elements.stream()
                .map(span -> in(span.in(inner), depth + 1))
                .filter(found -> found != null && found.proposal().isPresent())
                .count();
        return proposals > 1 ? new Spoken(Optional.of(raw), Optional.empty()) : in(inner, depth + 1);
    }

    private static @Nullable Spoken object(String raw, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        List<JsonMember> members = JsonMember.of(raw);
        Set<String> keys = members.stream().map(JsonMember::key).collect(Collectors.toSet());
        if (keys.stream().anyMatch(PROPOSING::contains)) {
            return bare(raw);
        }
        for (int i = members.size() - 1; i >= 0; i--) {
            Spoken inner = inner(members.get(i), depth);
            if (inner != null && inner.proposal().isPresent()) {
                List<JsonMember> beside = new ArrayList<>(members);
                beside.remove(i);
                return keys.stream().anyMatch(Remarks.KEYS::contains)
                        ? new Spoken(inner.proposal(), Optional.of(object(beside)))
                        : inner;
            }
        }
        return keys.stream().anyMatch(Remarks.KEYS::contains) ? new Spoken(Optional.empty(), Optional.of(raw)) : null;
    }

    private static @Nullable Spoken inner(JsonMember member, int depth) {
        if (member.value().startsWith("\"")) {
            return WRAPPING.contains(member.key()) ? in(text(member.value()), depth + 1) : null;
        }
        return in(member.value(), depth + 1);
    }

    /// Remarks between the keys of a proposal are taken out; its own members stay as they were written.
    private static Spoken bare(String raw) {
        Optional<List<JsonMember>> all = JsonMember.all(raw);
        List<JsonMember> remarks = all.orElse(List.of()).stream()
                .filter(member -> Remarks.KEYS.contains(member.key()))
                .toList();
        if (all.isEmpty() || remarks.isEmpty()) {
            return new Spoken(Optional.of(raw), Optional.empty());
        }
        List<JsonMember> own = all.get().stream()
                .filter(member -> !Remarks.KEYS.contains(member.key()))
                .toList();
        return new Spoken(Optional.of(object(own)), Optional.of(object(remarks)));
    }

    private static String object(List<JsonMember> members) {
        return members.stream().map(JsonMember::text).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(String quoted) {
        try {
            return JSON.readValue(quoted, String.class);
        } catch (JacksonException e) {
            return ""; // nothing that could be read is in it
        }
    }
}
