package dev.nightjar.agents.prompt;

import dev.nightjar.agents.model.Schema;
import java.util.Optional;

/// What one question says.
///
/// @param system what stays the same from question to question, so that providers can keep it
/// @param user   what is new
/// @param schema of the answer, for servers that have structured output
public record Prompt(String system, String user, Optional<Schema> schema) {

    /// About how long it is.
    public int tokens() {
        return Tokens.of(system) + Tokens.of(user);
    }
}
