package dev.nightjar.agents.loopback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The two wire formats, plain and streamed, as the providers document them.
final class Wire {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FEWEST_CHARACTERS = 7; // of one streamed event
    private static final int MOST_EVENTS = 1000;

    private Wire() {}

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String models(List<String> names) {
        return json(map(
                "object",
                "list",
                "data",
                names.stream().map(name -> map("id", name, "object", "model")).toList()));
    }

    // ---- OpenAI

    static String openAi(Asked asked, Reply.Text reply) {
        return openAi(asked, map("role", "assistant", "content", reply.text()), reply.finish(), usage(reply));
    }

    static String openAi(Asked asked, Reply.ToolCall reply) {
        Map<String, Object> call = map(
                "id", "call_1",
                "type", "function",
                "function", map("name", reply.name(), "arguments", reply.arguments()));
        Map<String, Object> message = map("role", "assistant", "tool_calls", List.of(call));
        message.put("content", null);
        return openAi(asked, message, "tool_calls", usage(new Reply.Text("", 120, 30, 0, "")));
    }

    private static String openAi(Asked asked, Object message, String finish, Object usage) {
        return json(map(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1_700_000_000,
                "model",
                asked.model(),
                "choices",
                List.of(map("index", 0, "message", message, "finish_reason", finish)),
                "usage",
                usage));
    }

    static List<String> openAiEvents(Asked asked, Reply.Text reply) {
        List<String> events = new ArrayList<>();
        events.add(chunk(asked, map("role", "assistant", "content", ""), null));
        pieces(reply.text()).forEach(piece -> events.add(chunk(asked, map("content", piece), null)));
        events.add(chunk(asked, map(), reply.finish()));
        events.add("data: "
                + json(map(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion.chunk",
                        "choices",
                        List.of(),
                        "usage",
                        usage(reply))));
        events.add("data: [DONE]");
        return events;
    }

    static List<String> openAiEvents(Asked asked, Reply.ToolCall reply) {
        List<String> events = new ArrayList<>();
        events.add(chunk(asked, call(map("name", reply.name(), "arguments", ""), "call_1"), null));
        pieces(reply.arguments()).forEach(piece -> events.add(chunk(asked, call(map("arguments", piece), null), null)));
        events.add(chunk(asked, map(), "tool_calls"));
        events.add("data: [DONE]");
        return events;
    }

    private static Map<String, Object> call(Object function, String id) {
        Map<String, Object> call = map("index", 0, "function", function);
        if (id != null) {
            call.put("id", id);
            call.put("type", "function");
        }
        return map("tool_calls", List.of(call));
    }

    private static String chunk(Asked asked, Object delta, String finish) {
        Map<String, Object> choice = map("index", 0, "delta", delta);
        choice.put("finish_reason", finish);
        return "data: "
                + json(map(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion.chunk",
                        "model",
                        asked.model(),
                        "choices",
                        List.of(choice)));
    }

    private static Object usage(Reply.Text reply) {
        return map(
                "prompt_tokens", reply.tokensIn(),
                "completion_tokens", reply.tokensOut(),
                "total_tokens", reply.tokensIn() + reply.tokensOut(),
                "prompt_tokens_details", map("cached_tokens", reply.tokensCached()));
    }

    // ---- Anthropic

    static String anthropic(Asked asked, Reply.Text reply) {
        return anthropic(asked, map("type", "text", "text", reply.text()), stop(reply.finish()), anthropicUsage(reply));
    }

    static String anthropic(Asked asked, Reply.ToolCall reply) {
        Map<String, Object> block = map(
                "type", "tool_use", "id", "toolu_1", "name", reply.name(), "input", JSON.readTree(reply.arguments()));
        return anthropic(asked, block, "tool_use", anthropicUsage(new Reply.Text("", 120, 30, 0, "")));
    }

    private static String anthropic(Asked asked, Object block, String stop, Object usage) {
        return json(map(
                "id",
                "msg_1",
                "type",
                "message",
                "role",
                "assistant",
                "model",
                asked.model(),
                "content",
                List.of(block),
                "stop_reason",
                stop,
                "usage",
                usage));
    }

    static List<String> anthropicEvents(Asked asked, Reply.Text reply) {
        List<String> deltas = pieces(reply.text()).stream()
                .map(piece -> event(
                        "content_block_delta", map("index", 0, "delta", map("type", "text_delta", "text", piece))))
                .toList();
        return anthropicEvents(
                asked, map("type", "text", "text", ""), deltas, stop(reply.finish()), anthropicUsage(reply));
    }

    static List<String> anthropicEvents(Asked asked, Reply.ToolCall reply) {
        List<String> deltas = pieces(reply.arguments()).stream()
                .map(piece -> event(
                        "content_block_delta",
                        map("index", 0, "delta", map("type", "input_json_delta", "partial_json", piece))))
                .toList();
        return anthropicEvents(
                asked,
                map("type", "tool_use", "id", "toolu_1", "name", reply.name(), "input", map()),
                deltas,
                "tool_use",
                map("input_tokens", 120, "output_tokens", 30));
    }

    private static List<String> anthropicEvents(
            Asked asked, Object block, List<String> deltas, String stop, Object usage) {
        List<String> events = new ArrayList<>();
        events.add(event(
                "message_start",
                map("message", map("id", "msg_1", "model", asked.model(), "role", "assistant", "usage", usage))));
        events.add(event("content_block_start", map("index", 0, "content_block", block)));
        events.addAll(deltas);
        events.add(event("content_block_stop", map("index", 0)));
        events.add(event("message_delta", map("delta", map("stop_reason", stop), "usage", usage)));
        events.add(event("message_stop", map()));
        return events;
    }

    private static String event(String type, Map<String, Object> data) {
        data.put("type", type);
        return "event: %s\ndata: %s".formatted(type, json(data));
    }

    private static Object anthropicUsage(Reply.Text reply) {
        return map(
                "input_tokens",
                reply.tokensIn() - reply.tokensCached(),
                "output_tokens",
                reply.tokensOut(),
                "cache_read_input_tokens",
                reply.tokensCached(),
                "cache_creation_input_tokens",
                0);
    }

    private static String stop(String finish) {
        return finish.equals("length") ? "max_tokens" : "end_turn";
    }

    /// Cut between characters, never in the middle of one.
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int[] characters = text.codePoints().toArray();
        int piece = Math.max(FEWEST_CHARACTERS, characters.length / MOST_EVENTS);
        for (int at = 0; at < characters.length; at += piece) {
            pieces.add(new String(characters, at, Math.min(piece, characters.length - at)));
        }
        return pieces;
    }

    /// Names and values in turn.
    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
