package dev.nightjar.core.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A value for every knob, in the menu's order.
public record Configuration(@JsonValue Map<String, KnobValue> values) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Configuration {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<KnobValue> get(String knob) {
        return Optional.ofNullable(values.get(knob));
    }

    /// The same with `changes` on top.
    public Configuration with(Map<String, KnobValue> changes) {
        Map<String, KnobValue> merged = new LinkedHashMap<>(values);
        merged.putAll(changes);
        return new Configuration(merged);
    }

    /// What turning knobs from here means, for people and prompts: `lr 1.0 → 0.7, n_layer 2 → 3`.
    public String turned(Map<String, KnobValue> changes) {
        return changes.entrySet().stream()
                .map(change -> "%s %s → %s"
                        .formatted(
                                change.getKey(),
                                get(change.getKey()).map(KnobValue::toString).orElse("?"),
                                change.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// The knobs whose value here is another than in `other`, with the value here.
    public Map<String, KnobValue> differencesFrom(Configuration other) {
        Map<String, KnobValue> differences = new LinkedHashMap<>();
        values.forEach((knob, value) -> {
            if (!value.equals(other.values.get(knob))) {
                differences.put(knob, value);
            }
        });
        return differences;
    }
}
