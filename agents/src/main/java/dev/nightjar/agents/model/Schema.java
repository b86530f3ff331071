package dev.nightjar.agents.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The form of an answer, for servers that have structured output.
///
/// @param name letters, digits, `_` and `-`
/// @param json a JSON schema whose root is an object: maps, lists, texts, numbers and truth values
public record Schema(String name, Map<String, Object> json) {

    public Schema {
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
        if (!name.matches("[A-Za-z0-9_-]{1,64}") || !"object".equals(json.get("type"))) {
            throw new IllegalArgumentException(
                    "The schema (%s) of type (%s) needs a plain name and the type \"object\".\nMaybe the list should be a property."
                            .formatted(name, json.get("type")));
        }
    }
}
