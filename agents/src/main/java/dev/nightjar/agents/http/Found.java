package dev.nightjar.agents.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is at an address where a model should be.
///
/// @param endpoint with the model that was asked for its first word; the wanted one if none was
/// @param models   that the server lists
/// @param word     how long it took to its first word; empty if there was none
/// @param problem  why there was none, in a sentence, and a second line that begins with "Maybe"
public record Found(Endpoint endpoint, List<String> models, Optional<Duration> word, Optional<String> problem) {

    public Found {
        models = List.copyOf(models);
    }

    /// A question would be answered now.
    public boolean answers() {
        return word.isPresent();
    }

    /// A server is there, whether it answers or not.
    public boolean there() {
        return answers() || !models.isEmpty();
    }

    /// One line: `Ollama at http://127.0.0.1:11434/v1: qwen3:8b answered in 0.8 s (3 models)`.
    public String sentence() {
        return word.map(duration -> String.format(
                        Locale.ROOT,
                        "%s at %s: %s answered in %.1f s%s",
                        endpoint.provider().title(),
                        endpoint.baseUrl(),
                        endpoint.model(),
                        duration.toMillis() / 1000.0,
                        models.size() > 1 ? " (%d models)".formatted(models.size()) : ""))
                .orElseGet(() -> problem.orElse("").lines().findFirst().orElse("nothing is known"));
    }
}
