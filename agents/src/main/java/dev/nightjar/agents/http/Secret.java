package dev.nightjar.agents.http;

import dev.nightjar.core.error.UserError;
import java.util.Map;
import java.util.Optional;

/// A key. It goes into one header of a request and nowhere else: it has no text of its own, and whatever a server sends
/// back is searched for it.
public final class Secret {

    private static final int SHORTEST_TO_SEARCH_FOR = 6;

    private final String variable;
    private final String value;

    private Secret(String variable, String value) {
        this.variable = variable;
        this.value = value;
    }

    /// The key in `variable`; none if an endpoint needs none.
    ///
    /// @throws UserError of kind `ENVIRONMENT` if the variable is not set, or holds what no header can
    public static Optional<Secret> of(Endpoint endpoint, Map<String, String> environment) {
        if (endpoint.keyVariable().isEmpty()) {
            return Optional.empty();
        }
        String variable = endpoint.keyVariable().get();
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The key of model (%s) is not there: the environment variable (%s) is not set."
                            .formatted(endpoint.name(), variable),
                    "it was set in another terminal: export %s=…".formatted(variable));
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The key of model (%s) in the environment variable (%s) holds a space or a letter that no key has."
                            .formatted(endpoint.name(), variable),
                    "more than the key was copied.");
        }
        return Optional.of(new Secret(variable, value));
    }

    String reveal() {
        return value;
    }

    /// `text` with the variable's name wherever it holds the key.
    public String blackOut(String text) {
        return value.length() < SHORTEST_TO_SEARCH_FOR ? text : text.replace(value, toString());
    }

    @Override
    public String toString() {
        return "$" + variable;
    }
}
