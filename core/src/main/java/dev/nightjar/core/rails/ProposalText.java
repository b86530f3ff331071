package dev.nightjar.core.rails;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Proposal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a knob proposal exactly as a model must write it: `{"knob", "new_value", "reason"}`, or
/// `{"changes": [{"knob", "new_value"}, …], "reason"}`. Strict on purpose: what is read loosely is what gets abused.
final class ProposalText {

    private static final int LONGEST = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(16 * 1024)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProposalText() {}

    /// @throws IllegalArgumentException with what is wrong, for the proposer to read
    static Proposal.KnobChange parse(String raw) {
        if (raw.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The answer has %d characters, more than %d.".formatted(raw.length(), LONGEST));
        }
        JsonNode root;
        try {
            root = JSON.readTree(raw);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The answer is not one JSON object: %s".formatted(e.getOriginalMessage()), e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException(
                    "The answer is not one JSON object but %s.".formatted(root.getNodeType()));
        }
        Map<String, KnobValue> changes = new LinkedHashMap<>();
        if (root.has("changes")) {
            requireKeys(root, Set.of("changes", "reason"));
            if (!root.get("changes").isArray() || root.get("changes").isEmpty()) {
                throw new IllegalArgumentException("The key \"changes\" must hold a list of at least one change.");
            }
            for (JsonNode change : root.get("changes")) {
                requireKeys(change, Set.of("knob", "new_value"));
                put(changes, change);
            }
        } else {
            requireKeys(root, Set.of("knob", "new_value", "reason"));
            put(changes, root);
        }
        if (!root.get("reason").isString()) {
            throw new IllegalArgumentException("The key \"reason\" must hold a text.");
        }
        return new Proposal.KnobChange(changes, root.get("reason").asString());
    }

    private static void put(Map<String, KnobValue> changes, JsonNode change) {
        JsonNode knob = change.get("knob");
        if (!knob.isString()) {
            throw new IllegalArgumentException("The key \"knob\" must hold a text, not %s.".formatted(knob));
        }
        if (changes.put(knob.asString(), value(change.get("new_value"))) != null) {
            throw new IllegalArgumentException("The knob (%s) is changed twice.".formatted(knob.asString()));
        }
    }

    private static KnobValue value(JsonNode node) {
        if (node.isBoolean()) {
            return new KnobValue.Flag(node.booleanValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new KnobValue.Int(node.longValue());
        }
        if (node.isNumber()) {
            return new KnobValue.Real(node.doubleValue());
        }
        if (node.isString()) {
            return new KnobValue.Text(node.asString());
        }
        throw new IllegalArgumentException(
                "The key \"new_value\" must hold a number or a text, not %s.".formatted(node));
    }

    private static void requireKeys(JsonNode node, Set<String> expected) {
        if (!node.isObject() || !Set.copyOf(node.propertyNames()).equals(expected)) {
            throw new IllegalArgumentException("Expected an object with exactly the keys %s, found %s."
                    .formatted(expected.stream().sorted().toList(), node.isObject() ? node.propertyNames() : node));
        }
    }
}
