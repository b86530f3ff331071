package dev.nightjar.core.rails;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON value, as RFC 8259 has it and no other: nothing before or after it, no key twice, no comment, no NaN.
/// Numbers stay as they were written.
sealed interface StrictJson {

    record Members(Map<String, StrictJson> members) implements StrictJson {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    record Items(List<StrictJson> items) implements StrictJson {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Characters(String text) implements StrictJson {}

    /// @param digits as written: `4`, `4.0`, `1e400`
    record Digits(String digits) implements StrictJson {

        private static final int LONGEST = 64;

        public Digits {
            if (digits.length() > LONGEST) {
                throw new IllegalArgumentException("The number (%s) has %d characters, more than %d."
                        .formatted(Text.quote(digits), digits.length(), LONGEST));
            }
        }

        boolean whole() {
            return digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }

        /// The number without any rounding, or the largest that there is for an exponent beyond all reason.
        BigDecimal exact() {
            try {
                return new BigDecimal(digits);
            } catch (NumberFormatException e) { // the exponent does not fit into 32 bits
                boolean tiny = digits.contains("e-") || digits.contains("E-");
                BigDecimal beyond = new BigDecimal(tiny ? "1e-1000000" : "1e1000000");
                return digits.startsWith("-") ? beyond.negate() : beyond;
            }
        }
    }

    record Truth(boolean value) implements StrictJson {}

    record Nothing() implements StrictJson {}

    int DEEPEST = 8;
    int LONGEST_TEXT = 1 << 20;

    JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// @throws IllegalArgumentException with what is wrong, for the proposer to read
    static StrictJson read(String raw) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), raw)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("The answer is not one JSON object: it is empty.");
            }
            StrictJson root = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("The answer is not one JSON object: more follows it.");
            }
            return root;
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            throw new IllegalArgumentException("The answer is not one JSON object: %s".formatted(Text.quote(first)), e);
        }
    }

    private static StrictJson value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, StrictJson> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = printable(parser.currentName());
                    parser.nextToken();
                    members.put(key, value(parser));
                }
                yield new Members(members);
            }
            case START_ARRAY -> {
                List<StrictJson> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Items(items);
            }
            case VALUE_STRING -> new Characters(printable(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
            case VALUE_TRUE -> new Truth(true);
            case VALUE_FALSE -> new Truth(false);
            case VALUE_NULL -> new Nothing();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalArgumentException(
                        "The answer is not one JSON object: it has %s where a value should be."
                                .formatted(parser.currentToken()));
        };
    }

    private static String printable(String text) {
        OptionalInt wrong = Text.unprintable(text);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException(
                    "The answer holds %s, which is no character of a text.".formatted(Text.name(wrong.getAsInt())));
        }
        return text;
    }

    /// For messages: a word for what it is, or the value itself where it is short.
    default String described() {
        return switch (this) {
            case Members(var members) ->
                "an object with the keys %s"
                        .formatted(Text.quote(members.keySet().toString()));
            case Items(var items) -> "a list of %d".formatted(items.size());
            case Characters(String text) -> "the text (%s)".formatted(Text.quote(text));
            case Digits(String digits) -> "the number %s".formatted(digits);
            case Truth(boolean value) -> String.valueOf(value);
            case Nothing() -> "null";
        };
    }
}
