package dev.nightjar.agents.http;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// What went wrong between us and one endpoint, in words that a person can act on. Never a key.
final class Complaints {

    private final Endpoint endpoint;
    private final Optional<Secret> secret;

    Complaints(Endpoint endpoint, Optional<Secret> secret) {
        this.endpoint = endpoint;
        this.secret = secret;
    }

    ModelException of(Kind kind, String what, String maybe) {
        return new ModelException(kind, sentence(what, maybe));
    }

    ModelException bad(String what, String maybe) {
        return of(Kind.BAD_ANSWER, what, maybe);
    }

    ModelException late(boolean began) {
        return of(
                Kind.TIMEOUT,
                "%s within %s s"
                        .formatted(
                                began ? "began an answer and did not end it" : "did not begin an answer",
                                plain(endpoint.timeout().toMillis() / 1000.0)),
                "it is still loading the model, or it thinks for long: raise timeout in nightjar.toml.");
    }

    ModelException unreachable(IOException cause) {
        return of(
                Kind.UNREACHABLE,
                "cannot be reached (%s)".formatted(Snippet.of(name(cause))),
                "%s is not started, or base_url is wrong."
                        .formatted(endpoint.provider().title()));
    }

    ModelException broken(IOException cause) {
        return of(
                Kind.BAD_ANSWER,
                "broke off in the middle of its answer (%s)".formatted(Snippet.of(name(cause))),
                "the server was stopped, or a gateway cut it off: stream = true may help.");
    }

    /// A status that is no success.
    ModelException refused(StatusException refusal) {
        int status = refusal.status();
        String said = Snippet.ofError(refusal.body());
        String what = said.isEmpty() ? "answered with status %d" : "answered with status %d: \"%s\"";
        return new ModelException(
                kind(status, refusal.body()),
                sentence(what.formatted(status, said), maybe(status, refusal.body())),
                refusal.retryAfter(),
                Optional.empty());
    }

    private static Kind kind(int status, String body) {
        if (status == 429) {
            return body.contains("insufficient_quota") ? Kind.REFUSED : Kind.RATE_LIMITED;
        }
        return status >= 500 || status == 408 || status == 425 ? Kind.OVERLOADED : Kind.REFUSED;
    }

    private String maybe(int status, String body) {
        String key = secret.map(Secret::toString)
                .map("the key in %s is wrong or has expired."::formatted)
                .orElse("it wants a key: name the variable that holds it in key_env.");
        return switch (status) {
            case 401, 403 -> key;
            case 402 -> "the account has no credit left.";
            case 404 -> "the model (%s) is not there, or base_url lacks its /v1.".formatted(endpoint.model());
            case 413 -> "the prompt is longer than the server takes.";
            case 429 -> "others use the same key; the next attempt waits.";
            default -> {
                if (Snippet.speaksOfLength(body)) {
                    yield "the prompt is longer than the model's context: give the server a longer one.";
                }
                yield status >= 500
                        ? "it is starting, or has too much to do."
                        : "the model (%s) lacks something.".formatted(endpoint.model());
            }
        };
    }

    private String sentence(String what, String maybe) {
        String text = "Model (%s) at %s %s.\nMaybe %s".formatted(endpoint.name(), endpoint.baseUrl(), what, maybe);
        return secret.map(key -> key.blackOut(text)).orElse(text);
    }

    private static String name(IOException cause) {
        Throwable root = cause;
        while (root.getCause() != null
                && (root.getMessage() == null || root.getMessage().isBlank())) {
            root = root.getCause();
        }
        String said = root.getMessage();
        return said == null || said.isBlank() ? words(root.getClass().getSimpleName()) : said;
    }

    /// `ConnectException` as `connect`.
    private static String words(String className) {
        return className
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String plain(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
