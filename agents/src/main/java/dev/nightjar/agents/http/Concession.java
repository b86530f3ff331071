package dev.nightjar.agents.http;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a server that refuses a request may be spared. Remembered for as long as the model is.
enum Concession {
    /// Its length is called `max_completion_tokens`: OpenAI's own since its reasoning models.
    COMPLETION_TOKENS,
    NO_TEMPERATURE,
    /// No structured output: the prompt says what the form is, and the answer is searched for it.
    NO_SCHEMA;

    /// What to try next, if the refusal may be about something that can be left out.
    ///
    /// @param made      so far
    /// @param hasSchema whether the question has one
    static Optional<Concession> next(
            StatusException refusal, Set<Concession> made, Endpoint endpoint, boolean hasSchema) {
        if (!refusal.asksForLess() || Snippet.speaksOfLength(refusal.body())) {
            return Optional.empty();
        }
        EnumSet<Concession> left =
                EnumSet.complementOf(made.isEmpty() ? EnumSet.noneOf(Concession.class) : EnumSet.copyOf(made));
        if (left.contains(COMPLETION_TOKENS) && refusal.body().contains("max_completion_tokens")) {
            return Optional.of(COMPLETION_TOKENS);
        }
        if (left.contains(NO_TEMPERATURE)
                && endpoint.temperature().isPresent()
                && refusal.body().contains("temperature")) {
            return Optional.of(NO_TEMPERATURE);
        }
        return left.contains(NO_SCHEMA) && hasSchema ? Optional.of(NO_SCHEMA) : Optional.empty();
    }
}
