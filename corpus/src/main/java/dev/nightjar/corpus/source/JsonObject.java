package dev.nightjar.corpus.source;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A strict reader of one JSON object (RFC 8259) that keeps one string of it. Anything else is an
/// [IllegalArgumentException] with the column.
final class JsonObject {

    private static final int DEEPEST = 512;

    private final String text;
    private int at;

    private JsonObject(String text) {
        this.text = text;
    }

    /// The value of the top level's field `name`, the last one if it is there twice.
    static String stringField(String text, String name) {
        return new JsonObject(text).read(name);
    }

    private String read(String name) {
        String found = null;
        boolean present = false;
        space();
        expect('{');
        space();
        if (!take('}')) {
            do {
                space();
                String key = string();
                space();
                expect(':');
                space();
                boolean wanted = key.equals(name);
                present |= wanted;
                if (peek() == '"') {
                    String value = string();
                    found = wanted ? value : found;
                } else {
                    found = wanted ? null : found;
                    skipValue();
                }
                space();
            } while (take(','));
            expect('}');
        }
        space();
        if (at < text.length()) {
            throw error("the end of the line");
        }
        return require(found, name, present);
    }

    private static String require(@Nullable String found, String name, boolean present) {
        if (found == null) {
            throw new IllegalArgumentException(
                    present
                            ? "the field \"%s\" is not a string.".formatted(name)
                            : "there is no field \"%s\".".formatted(name));
        }
        return found;
    }

    /// Skips any value, keeping the brackets that are open instead of calling itself.
    private void skipValue() {
        Deque<Character> open = new ArrayDeque<>();
        do {
            space();
            if (take('{')) {
                open.push('}');
                space();
                if (peek() != '}') {
                    key();
                    continue;
                }
            } else if (take('[')) {
                open.push(']');
                space();
                if (peek() != ']') {
                    continue;
                }
            } else {
                scalar();
            }
            closeWhatEnds(open);
        } while (!open.isEmpty());
    }

    /// After a value: closes brackets until another value must follow.
    private void closeWhatEnds(Deque<Character> open) {
        if (open.size() > DEEPEST) {
            throw error("at most %d levels".formatted(DEEPEST));
        }
        while (!open.isEmpty()) {
            space();
            if (take(open.element())) {
                open.pop();
                continue;
            }
            expect(',');
            if (open.element() == '}') {
                space();
                key();
            }
            return;
        }
    }

    private void key() {
        string();
        space();
        expect(':');
    }

    private void scalar() {
        switch (peek()) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw error("a value");
        }
        at += word.length();
    }

    private void number() {
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw error("a value");
        }
    }

    private String string() {
        expect('"');
        int start = at;
        while (peek() != '"' && peek() != '\\' && peek() >= ' ') {
            at++;
        }
        if (take('"')) {
            return text.substring(start, at - 1);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (!take('"')) {
            out.append(take('\\') ? escaped() : plain());
        }
        return out.toString();
    }

    private char plain() {
        if (peek() < ' ') {
            throw error("the end of the string");
        }
        return text.charAt(at++);
    }

    private char escaped() {
        char escape = peek();
        at++;
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw error("an escape");
            }
        };
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw error("four hexadecimal digits");
            }
            value = (value << 4) | digit;
        }
        return (char) value;
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
            at++;
        }
    }

    /// The next character; NUL, which no JSON has outside of an error, at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw error("'" + wanted + "'");
        }
    }

    private IllegalArgumentException error(String expected) {
        String found = at < text.length() ? "(" + text.charAt(at) + ")" : "the end";
        return new IllegalArgumentException(
                "%s at column %d, where %s was expected.".formatted(found, at + 1, expected));
    }
}
