package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.rails.RailName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a file of cases: a JSON array, as `docs/reference/rails.md` describes it.
public final class RailCases {

    private static final Set<String> KEYS =
            Set.of("id", "expect", "raw", "expected_rail", "lab", "scope", "changes", "incumbent", "history", "note");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final Path file;
    private final Map<String, Integer> lines = new HashMap<>();

    private RailCases(Path file) {
        this.file = file;
    }

    /// @throws UserError of kind `USAGE` that names the line, and the case where there is one
    public static List<RailCase> read(Path file) {
        RailCases cases = new RailCases(file);
        try {
            return cases.parse(Files.readString(file));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw cases.wrong(line, "this is no JSON: " + what, "a comma or a quote is missing there or before.");
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The cases (%s) cannot be read.".formatted(file),
                    "the path has a typing error, or the file is not UTF-8.",
                    e);
        }
    }

    private List<RailCase> parse(String text) {
        List<RailCase> cases = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw wrong(1, "the cases are no array.", "[ and ] around them are missing.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                cases.add(one(line, parser.readValueAsTree()));
            }
            if (parser.nextToken() != null) {
                throw wrong(parser.currentTokenLocation().getLineNr(), "more follows the array.", "] is there twice.");
            }
        }
        if (cases.isEmpty()) {
            throw wrong(1, "there is no case.", "the file is another one.");
        }
        return cases;
    }

    private RailCase one(int line, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(line, "a case must be an object, not %s.".formatted(node), "{ and } are missing.");
        }
        JsonNode named = node.get("id");
        if (named == null || !named.isString() || named.asString().isBlank()) {
            throw wrong(line, "the case has no id.", "\"id\": \"json/comment\" is meant.");
        }
        String id = named.asString();
        Integer earlier = lines.putIfAbsent(id, line);
        if (earlier != null) {
            throw wrong(line, "the id (%s) is also on line %d.".formatted(id, earlier), "one of them was copied.");
        }
        for (String key : node.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw wrong(
                        line,
                        "the case (%s) has an unknown key (%s).".formatted(id, key),
                        Nearest.to(key, KEYS)
                                .map(near -> "%s is meant.".formatted(near))
                                .orElse("it belongs into \"note\"."));
            }
        }
        try {
            return new RailCase(
                    id,
                    line,
                    expect(line, id, required(line, id, node, "expect")),
                    required(line, id, node, "raw"),
                    optional(line, id, node, "expected_rail").map(RailName::of),
                    optional(line, id, node, "lab"),
                    optional(line, id, node, "scope").map(scope -> scope(line, id, scope)),
                    changes(line, id, node),
                    optional(line, id, node, "incumbent"),
                    history(line, id, node));
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "%s, line %d, case (%s): %s".formatted(file, line, id, railHint(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    /// A rail's name comes from a file of cases here, not from a ledger.
    private static String railHint(String message) {
        return message.replace(
                "Maybe the ledger is from a newer Nightjar.", "Maybe R1_schema to R7_duplicate is meant.");
    }

    private RailCase.Expect expect(int line, String id, String text) {
        return switch (text) {
            case "pass" -> RailCase.Expect.PASS;
            case "block" -> RailCase.Expect.BLOCK;
            default ->
                throw wrong(line, "the case (%s) expects (%s).".formatted(id, text), "\"pass\" or \"block\" is meant.");
        };
    }

    private Scope scope(int line, String id, String text) {
        return switch (text) {
            case "knob" -> Scope.KNOB;
            case "edit" -> Scope.EDIT;
            default ->
                throw wrong(
                        line, "the case (%s) has scope (%s).".formatted(id, text), "\"knob\" or \"edit\" is meant.");
        };
    }

    private OptionalInt changes(int line, String id, JsonNode node) {
        JsonNode value = node.get("changes");
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw wrong(
                    line, "the case (%s) allows (%s) changes.".formatted(id, value), "a whole number from 1 is meant.");
        }
        return OptionalInt.of(value.intValue());
    }

    private List<String> history(int line, String id, JsonNode node) {
        JsonNode value = node.get("history");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()
                || !StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isString)) {
            throw wrong(
                    line,
                    "the history of case (%s) is no array of texts.".formatted(id),
                    "each should be a raw answer in quotes.");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private String required(int line, String id, JsonNode node, String key) {
        return optional(line, id, node, key)
                .orElseThrow(() ->
                        wrong(line, "the case (%s) has no \"%s\".".formatted(id, key), "the key has a typing error."));
    }

    private Optional<String> optional(int line, String id, JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value != null && !value.isString()) {
            throw wrong(
                    line,
                    "the key \"%s\" of case (%s) must hold a text, not %s.".formatted(key, id, value),
                    "the quotes around it are missing.");
        }
        return Optional.ofNullable(value).map(JsonNode::asString);
    }

    private UserError wrong(int line, String what, String maybe) {
        return new UserError(UserError.Kind.USAGE, "%s, line %d: %s".formatted(file, line, what), maybe);
    }
}
