package dev.nightjar.agents.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/// A real HTTP server on the loopback that speaks OpenAI's chat completions and Anthropic's messages, plain and
/// streamed, and does with each request what a script says: answer, fail, stall, hang up.
public final class LoopbackServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Asked> requests = new ArrayList<>();
    private final Function<Asked, Reply> script;
    private final List<String> models;

    private LoopbackServer(HttpServer server, List<String> models, Function<Asked, Reply> script) {
        this.server = server;
        this.models = models;
        this.script = script;
    }

    /// @param script asked for every question, on the thread of its connection; lists of models are answered
    /// without it
    public static LoopbackServer start(Function<Asked, Reply> script) {
        return start(List.of("a-model"), script);
    }

    /// @param models what `GET /v1/models` lists
    public static LoopbackServer start(List<String> models, Function<Asked, Reply> script) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LoopbackServer server = new LoopbackServer(http, models, script);
            http.setExecutor(server.threads);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replies in turn, the last one for all that follow.
    public static LoopbackServer inTurn(Reply... replies) {
        return start(asked -> replies[Math.min(asked.number(), replies.length) - 1]);
    }

    /// For OpenAI's dialect and for Anthropic's.
    public URI url() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    }

    /// The questions so far, without the lists of models.
    public List<Asked> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Asked asked = asked(exchange);
            if (asked.models()) {
                send(exchange, 200, "application/json", Wire.models(models).getBytes(StandardCharsets.UTF_8));
            } else {
                answer(exchange, asked, script.apply(asked));
            }
        } catch (IOException e) {
            // The client hung up, as clients do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Asked asked(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        synchronized (requests) {
            Asked asked = new Asked(
                    requests.size() + 1,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    headers,
                    body.length == 0 ? JSON.missingNode() : JSON.readTree(body));
            if (!asked.models()) {
                requests.add(asked);
            }
            return asked;
        }
    }

    private void answer(HttpExchange exchange, Asked asked, Reply reply) throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Text text
            when asked.stream() ->
                stream(
                        exchange,
                        asked.anthropic() ? Wire.anthropicEvents(asked, text) : Wire.openAiEvents(asked, text));
            case Reply.Text text ->
                json(exchange, asked.anthropic() ? Wire.anthropic(asked, text) : Wire.openAi(asked, text));
            case Reply.ToolCall call
            when asked.stream() ->
                stream(
                        exchange,
                        asked.anthropic() ? Wire.anthropicEvents(asked, call) : Wire.openAiEvents(asked, call));
            case Reply.ToolCall call ->
                json(exchange, asked.anthropic() ? Wire.anthropic(asked, call) : Wire.openAi(asked, call));
            case Reply.Status(int status, String body, Map<String, String> headers) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                send(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
            }
            case Reply.Raw(String type, byte[] bytes) -> send(exchange, 200, type(asked, type), bytes);
            case Reply.TooMuch(int bytes) -> tooMuch(exchange, asked, bytes);
            case Reply.Silence() -> closing.await();
            case Reply.Stall(String text) -> {
                half(exchange, asked, text);
                closing.await();
            }
            case Reply.HangUp(String text) -> half(exchange, asked, text);
        }
    }

    /// What is broken should be broken in the manner in which it was asked for.
    private static String type(Asked asked, String type) {
        return asked.stream() ? "text/event-stream" : type;
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        send(exchange, 200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void stream(HttpExchange exchange, List<String> events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (String event : events) {
            out.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        out.close();
    }

    private static void tooMuch(HttpExchange exchange, Asked asked, int bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type(asked, "application/json"));
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        byte[] piece = "more ".repeat(2000).getBytes(StandardCharsets.UTF_8);
        String head = asked.stream() ? "data: " : "{\"choices\": [{\"message\": {\"content\": \"";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        for (int sent = 0; sent < bytes; sent += piece.length) {
            out.write(piece);
        }
        out.close();
    }

    /// A length is promised, and half of it is sent.
    private static void half(HttpExchange exchange, Asked asked, String text) throws IOException {
        Reply.Text reply = new Reply.Text(text, 120, 30, 0, "stop");
        String whole = asked.stream()
                ? String.join(
                        "\n\n",
                        asked.anthropic() ? Wire.anthropicEvents(asked, reply) : Wire.openAiEvents(asked, reply))
                : asked.anthropic() ? Wire.anthropic(asked, reply) : Wire.openAi(asked, reply);
        byte[] body = whole.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type(asked, "application/json"));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
