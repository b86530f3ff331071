package dev.nightjar.agents.prompt;

import dev.nightjar.agents.model.Schema;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an answer must look, in words and as a JSON schema.
final class AnswerFormat {

    private static final String REMARKS = """
            - "hypothesis": why the change should help and what you expect, in plain sentences that the result can show to be wrong.
            - "next_action_hint": what to try after this one if it fails.
            - "lessons": at most one lesson that the experiments so far show and that is not in the list yet, as {"text", "experiments": [numbers that show it], "retires": \
            [numbers of lessons that it contradicts or replaces]}; [] if there is none. A lesson is a sentence or two and holds beyond one experiment.""";

    private static final String REVIEW = """

            - This is a review: up to five lessons, and beside them "plan": "…", what the next experiments should be about.""";

    private AnswerFormat() {}

    /// @param review whether a plan and more lessons are asked for
    static String of(Lab lab, boolean review) {
        String format = switch (lab.scope()) {
            case KNOB -> knobs(single(lab));
            case EDIT -> edit(lab.editable());
        };
        return review ? format + REVIEW : format;
    }

    private static String knobs(boolean single) {
        return """
                Answer with one JSON object, and nothing else:

                {"proposal": %s, "hypothesis": "…", "next_action_hint": "…", "lessons": []}

                - "reason": why this change and no other.
                %s
                - Numbers are plain JSON numbers: no arithmetic, no quotes around them, no units.""".formatted(
                        single
                                ? "{\"knob\": \"name\", \"new_value\": value, \"reason\": \"…\"}"
                                : "{\"changes\": [{\"knob\": \"name\", \"new_value\": value}], \"reason\": \"…\"}",
                        REMARKS);
    }

    private static String edit(String file) {
        return """
                First one line of JSON, then the change of %s:

                {"hypothesis": "…", "arch_change": "what changes, in one sentence", "next_action_hint": "…", "lessons": []}

                <<<<<<< SEARCH
                lines exactly as they stand in the file
                =======
                the lines that take their place
                >>>>>>> REPLACE

                As many blocks as the change needs, each as short as it can be while its SEARCH lines stand in the file only once. A unified diff in a ```diff fence, or the \
                whole new file in one fence, will do as well. To change nothing but knobs, answer with {"proposal": {"changes": [{"knob": "name", "new_value": value}], \
                "reason": "…"}, "hypothesis": "…"} instead.

                %s""".formatted(file, REMARKS);
    }

    /// For servers with structured output. An edit has none: programs inside JSON are worse programs.
    static Optional<Schema> schema(Lab lab, Menu menu, boolean review) {
        if (lab.scope() == Scope.EDIT || menu.knobs().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> change = object(Map.of(
                "knob",
                Map.of(
                        "type",
                        "string",
                        "enum",
                        menu.knobs().stream().map(Knob::name).toList()),
                "new_value",
                Map.of("type", List.of("number", "string", "boolean"))));
        Map<String, Object> proposal = new LinkedHashMap<>();
        if (single(lab)) {
            proposal.putAll(properties(change));
        } else {
            proposal.put("changes", Map.of("type", "array", "items", change));
        }
        proposal.put("reason", text());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("proposal", object(proposal));
        answer.put("hypothesis", text());
        answer.put("next_action_hint", text());
        answer.put("lessons", lessons());
        if (review) {
            answer.put("plan", text());
        }
        return Optional.of(new Schema("proposal", object(answer)));
    }

    static Map<String, Object> lessons() {
        Map<String, Object> lesson = new LinkedHashMap<>();
        lesson.put("text", text());
        lesson.put("experiments", Map.of("type", "array", "items", Map.of("type", "integer")));
        lesson.put("retires", Map.of("type", "array", "items", Map.of("type", "integer")));
        return Map.of("type", "array", "items", object(lesson));
    }

    static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    /// With every key required and no other allowed, as strict servers want it.
    static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", new LinkedHashMap<>(properties));
        object.put("required", properties.keySet().stream().sorted().toList());
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> properties(Map<String, Object> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (object.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private static boolean single(Lab lab) {
        return lab.search().changes().orElse(0) == 1;
    }
}
