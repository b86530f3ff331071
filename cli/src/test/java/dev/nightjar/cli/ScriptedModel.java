package dev.nightjar.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real HTTP server on the loopback that answers like a chat model. The script says what to the n-th question; a
/// number is a status, and `silence` lasts until the server is closed.
final class ScriptedModel implements AutoCloseable {

    static final String SILENCE = "silence";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final IntFunction<String> script;
    private final List<String> prompts = new ArrayList<>();

    ScriptedModel(IntFunction<String> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /// What `nightjar.toml` says of it.
    String toml(String where) {
        return """
                [models.small]
                base_url = "http://127.0.0.1:%d/v1"
                model = "small"
                key_env = "PATH"
                where = "%s"
                timeout = "20s"

                [prices.small]
                in = 1.0
                out = 4.0
                """.formatted(server.getAddress().getPort(), where);
    }

    /// The text of every question so far.
    List<String> prompts() {
        synchronized (prompts) {
            return List.copyOf(prompts);
        }
    }

    void awaitQuestion() throws InterruptedException {
        asked.await();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            int number;
            synchronized (prompts) {
                prompts.add(body.path("messages").toString());
                number = prompts.size();
            }
            asked.countDown();
            String said = script.apply(number);
            if (said.equals(SILENCE)) {
                closed.await();
            } else if (said.matches("\\d{3}")) {
                exchange.sendResponseHeaders(Integer.parseInt(said), -1);
            } else {
                byte[] bytes = """
                        {"id": "1", "object": "chat.completion", "created": 1, "model": "small",
                         "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": %s}}],
                         "usage": {"prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050}}
                        """.formatted(JSON.writeValueAsString(said)).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
