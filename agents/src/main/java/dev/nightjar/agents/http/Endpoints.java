package dev.nightjar.agents.http;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.core.error.UserError;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks for models: at the addresses where local servers usually listen, and at those that a person named.
public final class Endpoints {

    /// The model of a run that names none.
    ///
    /// @param endpoint empty if no local server answers
    /// @param sentence which it is, and why
    public record Choice(Optional<Endpoint> endpoint, String sentence) {}

    /// In the place of a model's name: whichever can chat.
    private static final String ANY = "?";

    private static final Duration LOCAL_LIST = Duration.ofMillis(1500);
    private static final Duration LIST = Duration.ofSeconds(10);
    private static final List<String> NOT_FOR_CHAT = List.of("embed", "bge-", "rerank", "whisper", "minilm", "tts");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Provider, URI> local;
    private final Map<String, String> environment;
    private final Duration word;

    Endpoints(Map<Provider, URI> local, Map<String, String> environment, Duration word) {
        this.local = new LinkedHashMap<>(local);
        this.environment = environment;
        this.word = word;
    }

    /// @param word how long a model may take to its first word; a cold one is loaded first
    public static Endpoints usual(Map<String, String> environment, Duration word) {
        Map<Provider, URI> local = new LinkedHashMap<>();
        Provider.LOCAL.forEach(provider -> provider.baseUrl().ifPresent(url -> local.put(provider, url)));
        return new Endpoints(local, environment, word);
    }

    /// The first local server that answers, in the order of [Provider#LOCAL].
    public Choice choose() {
        List<Found> found = probeLocal();
        for (Found one : found) {
            if (one.answers()) {
                String more = one.models().size() > 1 ? "; it is the first of those that it lists" : "";
                return new Choice(
                        Optional.of(one.endpoint()), "%s%s. No other model was named.".formatted(one.sentence(), more));
            }
        }
        return new Choice(
                Optional.empty(),
                found.stream()
                        .filter(Found::there)
                        .findFirst()
                        .map(one -> "The built-in optimizer proposes: " + one.sentence())
                        .orElse("The built-in optimizer proposes: no model was named, and no local server answers (%s)."
                                .formatted(String.join(
                                        ", ",
                                        local.entrySet().stream()
                                                .map(entry -> "%s on port %d"
                                                        .formatted(
                                                                entry.getKey().title(),
                                                                entry.getValue().getPort()))
                                                .toList()))));
    }

    /// All local addresses, at the same time.
    public List<Found> probeLocal() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Found>> tasks = new ArrayList<>();
            local.forEach((provider, url) ->
                    tasks.add(threads.submit(() -> probe(Endpoint.usual(provider.key(), provider, url, ANY)))));
            List<Found> found = new ArrayList<>();
            for (Future<Found> task : tasks) {
                found.add(task.get());
            }
            return found;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A probe failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Whether a server is there, has the model, and says a word. A model called `?` is the first of the server's
    /// list that can chat.
    public Found probe(Endpoint endpoint) {
        try {
            Optional<Secret> secret = Secret.of(endpoint, environment);
            return probe(endpoint, secret);
        } catch (UserError e) {
            return without(endpoint, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private Found probe(Endpoint endpoint, Optional<Secret> secret) {
        boolean any = endpoint.model().equals(ANY);
        List<String> models;
        try {
            models = models(endpoint.withTimeout(any ? LOCAL_LIST : LIST), secret);
        } catch (ModelException | StatusException e) {
            // Not every server lists its models well; only one that has to be found needs to.
            if (any || (e instanceof ModelException failure && failure.kind() == Kind.UNREACHABLE)) {
                return without(endpoint, List.of(), message(e, endpoint, secret));
            }
            models = List.of();
        }
        Optional<String> model = model(endpoint.model(), models);
        if (model.isEmpty()) {
            return without(endpoint, models, lacking(endpoint, models));
        }
        Endpoint asked = endpoint.withModel(model.get()).withTimeout(word);
        try {
            Duration took = HttpModel.of(asked, environment).firstWord();
            return new Found(endpoint.withModel(model.get()), models, Optional.of(took), Optional.empty());
        } catch (ModelException e) {
            return without(endpoint.withModel(model.get()), models, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> models(Endpoint endpoint, Optional<Secret> secret) {
        HttpRequest.Builder request = HttpRequest.builder()
                .method(HttpMethod.GET)
                .url(endpoint.baseUrl().toString(), "models");
        switch (endpoint.provider().dialect()) {
            case OPENAI -> secret.ifPresent(key -> request.addHeader("Authorization", "Bearer " + key.reveal()));
            case ANTHROPIC -> {
                request.addHeader("anthropic-version", "2023-06-01");
                secret.ifPresent(key -> request.addHeader("x-api-key", key.reveal()));
            }
        }
        List<String> names = new ArrayList<>();
        for (JsonNode model :
                list(new BoundedHttp(endpoint, secret).execute(request.build()).body())) {
            names.add(Snippet.of(model.path("id").asString("")));
        }
        return names;
    }

    private static JsonNode list(String body) {
        try {
            return JSON.readTree(body).path("data");
        } catch (JacksonException e) {
            return JSON.createObjectNode().path("data");
        }
    }

    private static Optional<String> model(String wanted, List<String> models) {
        if (wanted.equals(ANY)) {
            return models.stream()
                    .filter(name -> NOT_FOR_CHAT.stream().noneMatch(name.toLowerCase(Locale.ROOT)::contains))
                    .findFirst();
        }
        boolean there = models.isEmpty() || models.contains(wanted) || models.contains(wanted + ":latest");
        return there ? Optional.of(wanted) : Optional.empty();
    }

    private static String lacking(Endpoint endpoint, List<String> models) {
        String where = "%s at %s".formatted(endpoint.provider().title(), endpoint.baseUrl());
        if (endpoint.model().equals(ANY)) {
            return "%s has no model that can chat.\nMaybe one has to be fetched or loaded first.".formatted(where);
        }
        String shown = String.join(", ", models.subList(0, Math.min(8, models.size())));
        return "%s has no model (%s); it has %s%s.\nMaybe it has to be fetched first."
                .formatted(where, endpoint.model(), shown, models.size() > 8 ? ", …" : "");
    }

    private static String message(RuntimeException e, Endpoint endpoint, Optional<Secret> secret) {
        RuntimeException shown =
                e instanceof StatusException refusal ? new Complaints(endpoint, secret).refused(refusal) : e;
        return String.valueOf(shown.getMessage());
    }

    private static Found without(Endpoint endpoint, List<String> models, String problem) {
        return new Found(endpoint, models, Optional.empty(), Optional.of(problem));
    }
}
