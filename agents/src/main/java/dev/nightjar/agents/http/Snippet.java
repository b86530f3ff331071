package dev.nightjar.agents.http;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The few words of a server's answer that are shown: one line, printable, short.
final class Snippet {

    private static final int LONGEST = 300;
    private static final int LONGEST_TO_READ = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Snippet() {}

    static String of(String text) {
        String line = text.substring(0, Math.min(text.length(), 4 * LONGEST))
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /// The message in an error's JSON, in any of the forms that servers have, or the text itself.
    static String ofError(String body) {
        if (body.length() <= LONGEST_TO_READ && body.stripLeading().startsWith("{")) {
            try {
                JsonNode root = JSON.readTree(body);
                Optional<String> message = text(root.path("error").path("message"))
                        .or(() -> text(root.path("error")))
                        .or(() -> text(root.path("message")))
                        .or(() -> text(root.path("detail")));
                if (message.isPresent()) {
                    return of(message.get());
                }
            } catch (JacksonException e) {
                return of(body);
            }
        }
        return of(body);
    }

    /// Whether a refusal is about the prompt's length, so that a plainer request would be refused too.
    static boolean speaksOfLength(String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        return lower.contains("context length")
                || lower.contains("context_length")
                || lower.contains("context size")
                || lower.contains("context window")
                || lower.contains("prompt is too long")
                || lower.contains("too many tokens");
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
