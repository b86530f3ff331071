package dev.nightjar.agents.model;

import java.util.Optional;

/// What one exchange asks. Number, attempt and role find it again in a transcript.
///
/// @param number    of the experiment
/// @param attempt   1 for the first question of a role within an experiment
/// @param role      `propose`, `review`, `critic` or `note`
/// @param system    who the model is and what the rules are: the same for many questions, so providers can cache it
/// @param schema    the answer's form, offered to servers that have structured output; others see the prompt only
/// @param maxTokens the answer's length; what `nightjar.toml` says for the model goes before it
public record Question(
        int number, int attempt, String role, String system, String user, Optional<Schema> schema, int maxTokens) {

    public static final String PROPOSE = "propose";
    public static final String REVIEW = "review";
    public static final String CRITIC = "critic";
    public static final String NOTE = "note";

    public Question {
        if (number < 0 || attempt < 1 || maxTokens < 1 || role.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException(
                    "A question (experiment %d, attempt %d, role \"%s\", %d tokens, %d characters) needs a role, a text and a length.\nMaybe the prompt's template is empty."
                            .formatted(number, attempt, role, maxTokens, user.length()));
        }
    }
}
