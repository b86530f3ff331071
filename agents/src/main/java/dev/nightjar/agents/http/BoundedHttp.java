package dev.nightjar.agents.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// The HTTP client under langchain4j: a request has one time limit from its first byte to the answer's last, an answer
/// a most of bytes, and it is UTF-8 or it is refused. What it throws passes through langchain4j as it is. Redirections
/// are not followed: the key was meant for this server.
final class BoundedHttp implements HttpClient {

    /// A training file of 100 KB, escaped, with all that a reasoning model thought.
    static final int MOST_BYTES = 2 << 20;

    /// An event a token has many times the token's bytes.
    static final int MOST_STREAMED_BYTES = 16 << 20;

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /// One for the process, made when it is first needed.
    private static final class Connections {
        static final java.net.http.HttpClient OPEN = java.net.http.HttpClient.newBuilder()
                .connectTimeout(LONGEST_CONNECT)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
    }

    private final Duration timeout;
    private final Complaints complaints;
    private final Optional<Secret> secret;

    BoundedHttp(Endpoint endpoint, Optional<Secret> secret) {
        this.timeout = endpoint.timeout();
        this.complaints = new Complaints(endpoint, secret);
        this.secret = secret;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(request, MOST_BYTES);
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .body(text(response))
                .build();
    }

    /// On the calling thread. The parser is our own: it ends a stream that says that it failed, or that just ends.
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        HttpResponse<byte[]> response = exchange(request, MOST_STREAMED_BYTES);
        String type = response.headers().firstValue("content-type").orElse("nothing");
        if (!type.startsWith("text/event-stream")) {
            throw complaints.bad(
                    "was asked for a stream and sent (%s)".formatted(type), "it has none: set stream = false.");
        }
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .build());
        new EventStream(complaints).read(text(response), listener);
        listener.onClose();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, int mostBytes) {
        AtomicBoolean began = new AtomicBoolean();
        BodyHandler<byte[]> bounded = BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes);
        CompletableFuture<HttpResponse<byte[]>> answer = Connections.OPEN.sendAsync(translated(request), head -> {
            began.set(true);
            return bounded.apply(head);
        });
        try {
            return successful(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw complaints.late(began.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaints.of(Kind.TIMEOUT, "was not waited for any longer", "the run was asked to stop.");
        } catch (ExecutionException e) {
            throw failure(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()), began.get());
        } finally {
            answer.cancel(true);
        }
    }

    private ModelException failure(IOException cause, boolean began) {
        if (String.valueOf(cause.getMessage()).startsWith("body exceeds capacity")) {
            return complaints.bad("sent more than an answer can hold", "it repeats itself: lower max_tokens.");
        }
        return began ? complaints.broken(cause) : complaints.unreachable(cause);
    }

    private HttpResponse<byte[]> successful(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw new StatusException(
                    response.statusCode(),
                    RetryAfter.of(response.headers()::firstValue, Instant.now()),
                    blackedOut(new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response;
    }

    private String text(HttpResponse<byte[]> response) {
        try {
            return blackedOut(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw complaints.bad("sent bytes that are not UTF-8", "a token was cut in the middle of a letter.");
        }
    }

    private String blackedOut(String text) {
        return secret.map(key -> key.blackOut(text)).orElse(text);
    }

    /// HTTP/1.1 without encryption: some local servers choke on the offer of HTTP/2 that the JDK makes there.
    private java.net.http.HttpRequest translated(HttpRequest request) {
        URI uri = URI.create(request.url());
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(uri)
                .version(
                        "https".equals(uri.getScheme())
                                ? java.net.http.HttpClient.Version.HTTP_2
                                : java.net.http.HttpClient.Version.HTTP_1_1)
                .method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }
}
