package dev.nightjar.agents.loopback;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One request as it came over the wire.
///
/// @param number  1 for the first that the server got
/// @param headers names in lower case
/// @param body    missing for a request without one
public record Asked(int number, String method, String path, Map<String, String> headers, JsonNode body) {

    /// Whether it is Anthropic's messages, not OpenAI's chat completions.
    public boolean anthropic() {
        return path.endsWith("/messages");
    }

    public boolean models() {
        return path.endsWith("/models");
    }

    public boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    public String model() {
        return body.path("model").asString("");
    }

    /// Whether structured output was asked for.
    public boolean hasSchema() {
        return body.has("response_format") || body.has("output_config");
    }

    public int maxTokens() {
        return body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(0));
    }

    public String system() {
        return anthropic() ? text(body.path("system")) : message("system");
    }

    public String user() {
        return message("user");
    }

    /// The key, wherever the dialect has it.
    public Optional<String> key() {
        return Optional.ofNullable(headers.get("x-api-key"))
                .or(() -> Optional.ofNullable(headers.get("authorization")).map(value -> value.replace("Bearer ", "")));
    }

    private String message(String role) {
        StringBuilder text = new StringBuilder();
        for (JsonNode message : body.path("messages")) {
            if (role.equals(message.path("role").asString(""))) {
                text.append(text(message.path("content")));
            }
        }
        return text.toString();
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            text.append(block.path("text").asString(""));
        }
        return text.toString();
    }
}
