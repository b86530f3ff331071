package dev.nightjar.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of JSON that a safetensors header uses: objects, arrays, strings and whole numbers. A trial's
/// class path has no JSON library, and needs none for this.
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static String write(Object value) {
        return switch (value) {
            case Map<?, ?> object -> {
                List<String> fields = new ArrayList<>();
                object.forEach((key, field) -> fields.add(quote((String) key) + ":" + write(field)));
                yield "{" + String.join(",", fields) + "}";
            }
            case List<?> array ->
                "[" + String.join(",", array.stream().map(Json::write).toList()) + "]";
            case String string -> quote(string);
            case Long number -> number.toString();
            default -> throw new IllegalArgumentException("(%s) has no place in a header.".formatted(value));
        };
    }

    private static String quote(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /// @throws IllegalArgumentException if `text` is not of this part of JSON
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipSpace();
        if (json.at != text.length()) {
            throw json.unexpected();
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw wrongKind(value, "an object");
    }

    static String string(@Nullable Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw wrongKind(value, "a string");
    }

    static long[] longs(@Nullable Object value) {
        if (value instanceof List<?> array && array.stream().allMatch(Long.class::isInstance)) {
            return array.stream().mapToLong(number -> (Long) number).toArray();
        }
        throw wrongKind(value, "an array of whole numbers");
    }

    private static IllegalArgumentException wrongKind(@Nullable Object value, String expected) {
        return new IllegalArgumentException(
                "The header has (%s) where %s belongs.%nMaybe the file is damaged.".formatted(value, expected));
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            if (!object.isEmpty()) {
                expect(',');
            }
            String key = string();
            expect(':');
            object.put(key, value());
        }
        expect('}');
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        expect('[');
        while (peek() != ']') {
            if (!array.isEmpty()) {
                expect(',');
            }
            array.add(value());
        }
        expect(']');
        return array;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt("" + take() + take() + take() + take(), 16);
            default -> throw unexpected();
        };
    }

    private Long number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        if (start == at) {
            throw unexpected();
        }
        return Long.valueOf(text.substring(start, at));
    }

    private char peek() {
        skipSpace();
        if (at == text.length()) {
            throw unexpected();
        }
        return text.charAt(at);
    }

    private char take() {
        if (at == text.length()) {
            throw unexpected();
        }
        return text.charAt(at++);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw unexpected();
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "The header cannot be read from character (%d) on.%nMaybe the file is damaged.".formatted(at));
    }
}
