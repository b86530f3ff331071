package dev.nightjar.agents.loopback;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a [LoopbackServer] does with a request.
public sealed interface Reply {

    /// A text, in the dialect and the manner (plain or streamed) in which it was asked for.
    ///
    /// @param finish `stop`, or `length` if it was cut off at its most tokens
    record Text(String text, int tokensIn, int tokensOut, int tokensCached, String finish) implements Reply {}

    /// The call of a tool.
    ///
    /// @param arguments JSON
    record ToolCall(String name, String arguments) implements Reply {}

    /// A status with a body, as servers refuse and fail.
    record Status(int status, String body, Map<String, String> headers) implements Reply {}

    /// Any bytes as they are.
    record Raw(String contentType, byte[] bytes) implements Reply {}

    /// So many bytes of one endless text.
    record TooMuch(int bytes) implements Reply {}

    /// Nothing at all, until the server is closed.
    record Silence() implements Reply {}

    /// The head and the first half of a text, then nothing until the server is closed.
    record Stall(String text) implements Reply {}

    /// The head and the first half of a text, then the connection is gone.
    record HangUp(String text) implements Reply {}

    static Reply text(String text) {
        return new Text(text, 120, 30, 0, "stop");
    }

    static Reply knob(String knob, Object value) {
        String shown = value instanceof Number ? value.toString() : "\"" + value + "\"";
        return text("{\"knob\": \"%s\", \"new_value\": %s, \"reason\": \"a try\"}".formatted(knob, shown));
    }

    static Reply toolCall(String name, String arguments) {
        return new ToolCall(name, arguments);
    }

    static Reply status(int status) {
        return status(status, "the server said %d".formatted(status));
    }

    static Reply status(int status, String message) {
        return new Status(status, "{\"error\": {\"message\": \"%s\"}}".formatted(message), Map.of());
    }

    /// 429.
    ///
    /// @param retryAfter seconds, or a date
    static Reply rateLimited(String retryAfter) {
        return new Status(429, "{\"error\": {\"message\": \"slow down\"}}", Map.of("Retry-After", retryAfter));
    }

    /// The body of a success that is no JSON.
    static Reply brokenJson() {
        return raw("{\"choices\": [{\"message\": {\"content\": \"hal");
    }

    /// JSON whose text ends in the first two of an emoji's four bytes.
    static Reply halfLetter() {
        byte[] head = "{\"content\":[{\"type\":\"text\",\"text\":\"x"
                .concat("\"}],\"choices\":[{\"message\":{\"content\":\"warm")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\"}}]}".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[head.length + 2 + tail.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        bytes[head.length] = (byte) 0xF0;
        bytes[head.length + 1] = (byte) 0x9F;
        System.arraycopy(tail, 0, bytes, head.length + 2, tail.length);
        return new Raw("application/json", bytes);
    }

    static Reply raw(String body) {
        return new Raw("application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
