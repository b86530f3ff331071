package dev.nightjar.agents.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request to langchain4j's model of an endpoint, whether its answer streams or not.
@FunctionalInterface
interface Chat {

    ChatResponse ask(ChatRequest request);

    static Chat with(Endpoint endpoint, Optional<Secret> secret) {
        HttpClientBuilder http = new Prebuilt(new BoundedHttp(endpoint, secret));
        @Nullable String key = secret.map(Secret::reveal).orElse(null);
        String url = endpoint.baseUrl().toString();
        return switch (endpoint.provider().dialect()) {
            case OPENAI -> {
                if (endpoint.stream()) {
                    yield collecting(OpenAiStreamingChatModel.builder()
                            .httpClientBuilder(http)
                            .baseUrl(url)
                            .apiKey(key)
                            .modelName(endpoint.model())
                            .build());
                }
                ChatModel plain = OpenAiChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(endpoint.model())
                        .maxRetries(0)
                        .build();
                yield plain::chat;
            }
            case ANTHROPIC -> {
                String some = key == null ? "none" : key; // langchain4j insists on one, proxies do without
                if (endpoint.stream()) {
                    yield collecting(AnthropicStreamingChatModel.builder()
                            .httpClientBuilder(http)
                            .baseUrl(url)
                            .apiKey(some)
                            .modelName(endpoint.model())
                            .build());
                }
                ChatModel plain = AnthropicChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(url)
                        .apiKey(some)
                        .modelName(endpoint.model())
                        .maxRetries(0)
                        .build();
                yield plain::chat;
            }
        };
    }

    /// [BoundedHttp] streams on the calling thread, so the answer is there when `chat` returns.
    private static Chat collecting(StreamingChatModel model) {
        return request -> {
            Collected collected = new Collected();
            model.chat(request, collected);
            return collected.response();
        };
    }

    /// The first error counts: langchain4j goes on after one, and may complete with what is left.
    final class Collected implements StreamingChatResponseHandler {

        private Optional<ChatResponse> complete = Optional.empty();
        private Optional<Throwable> error = Optional.empty();

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete = Optional.of(response);
        }

        @Override
        public void onError(Throwable problem) {
            error = error.or(() -> Optional.of(problem));
        }

        ChatResponse response() {
            if (error.isPresent()) {
                throw new IllegalStateException("The stream could not be read.", error.get());
            }
            return complete.orElseThrow(() -> new IllegalStateException("The stream held no answer."));
        }
    }

    /// langchain4j wants a builder and tells it its own time-outs, which are ours already.
    record Prebuilt(HttpClient client) implements HttpClientBuilder {

        @Override
        public @Nullable Duration connectTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
