package dev.nightjar.agents.http;

import java.time.Duration;
import java.util.Optional;

/// An answer with a status that is no success. Not langchain4j's own, which would lose the headers.
final class StatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> retryAfter;
    private final String body;

    /// @param body as it came, without the key
    StatusException(int status, Optional<Duration> retryAfter, String body) {
        super("HTTP status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    int status() {
        return status;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    String body() {
        return body;
    }

    /// Whether the request was understood and not liked, so that a plainer one may pass.
    boolean asksForLess() {
        return status == 400 || status == 422;
    }
}
