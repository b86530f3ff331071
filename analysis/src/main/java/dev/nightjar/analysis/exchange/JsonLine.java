package dev.nightjar.analysis.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One line of a file of JSON objects. What is asked for and has another type is an error that names file and
/// line.
record JsonLine(ForeignText text, int number, Map<String, @Nullable Object> fields) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    /// The lines of `text` that are not blank.
    static List<JsonLine> all(ForeignText text) {
        List<JsonLine> lines = new ArrayList<>();
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (!line.isBlank()) {
                lines.add(new JsonLine(text, i + 1, parse(text, i + 1, line)));
            }
        }
        return lines;
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// Whole numbers without a decimal point, as everybody else writes them.
    static Number plain(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        if (whole) {
            return (long) value;
        }
        return value;
    }

    static Map<String, Number> plain(Map<String, Double> values) {
        Map<String, Number> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    /// The object in a line or in a cell of a table.
    static Map<String, @Nullable Object> parse(ForeignText text, int number, String line) {
        try {
            return JSON.readValue(line, OBJECT);
        } catch (JacksonException e) {
            throw text.malformed(number, line, "the line was cut off or edited by hand: each one is a JSON object.");
        }
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    Optional<String> string(String name) {
        Object value = fields.get(name);
        return switch (value) {
            case null -> Optional.empty();
            case String found -> Optional.of(found);
            default -> throw wrong(name, value, "a text");
        };
    }

    OptionalDouble number(String name) {
        Object value = fields.get(name);
        return switch (value) {
            case null -> OptionalDouble.empty();
            case Number found -> OptionalDouble.of(found.doubleValue());
            default -> throw wrong(name, value, "a number");
        };
    }

    Optional<Boolean> flag(String name) {
        Object value = fields.get(name);
        return switch (value) {
            case null -> Optional.empty();
            case Boolean found -> Optional.of(found);
            default -> throw wrong(name, value, "true or false");
        };
    }

    /// A nested object; empty if there is none.
    Map<String, @Nullable Object> object(String name) {
        Object value = fields.get(name);
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> found -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                found.forEach((key, content) -> copy.put(String.valueOf(key), content));
                yield copy;
            }
            default -> throw wrong(name, value, "an object");
        };
    }

    /// The numbers of a nested object, by name.
    Map<String, Double> numbers(String name) {
        Map<String, Double> numbers = new TreeMap<>();
        object(name).forEach((key, value) -> {
            if (value instanceof Number found && Double.isFinite(found.doubleValue())) {
                numbers.put(key, found.doubleValue());
            }
        });
        return numbers;
    }

    /// What the format's own names do not cover.
    Map<String, @Nullable Object> except(Set<String> known) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(known);
        return Collections.unmodifiableMap(rest);
    }

    RuntimeException wrong(String name, @Nullable Object value, String expected) {
        return text.malformed(number, "\"%s\": %s".formatted(name, value), "%s is meant there.".formatted(expected));
    }
}
