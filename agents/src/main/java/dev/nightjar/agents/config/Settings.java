package dev.nightjar.agents.config;

import dev.nightjar.agents.http.Endpoint;
import dev.nightjar.agents.http.Provider;
import dev.nightjar.agents.money.Prices;
import dev.nightjar.agents.money.SpendingLimits;
import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.error.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// All of `nightjar.toml`.
///
/// @param models by name, in the order of the files
/// @param prices the person's over the built-in ones
/// @param limits as given; see [SpendingLimits#orUsual]
public record Settings(
        Map<String, ModelSettings> models, Prices prices, SpendingLimits limits, ProposerSettings proposer) {

    public Settings {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /// A model of `[models.<name>]`, or one written as `provider/model`: `ollama/qwen3:8b`, `openai/gpt-5-mini`,
    /// `openrouter/mistralai/devstral-small`.
    ///
    /// @throws UserError of kind `USAGE` if it is neither
    public ModelSettings model(String name) {
        ModelSettings known = models.get(name);
        if (known != null) {
            return known;
        }
        return written(name)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.USAGE,
                        "There is no model (%s); nightjar.toml has %s."
                                .formatted(name, models.isEmpty() ? "none" : Nearest.list(models.keySet())),
                        Nearest.to(name, models.keySet())
                                .map("\"%s\" is meant."::formatted)
                                .orElse("it can be written as provider/model, such as \"ollama/%s\"."
                                        .formatted(name))));
    }

    private static Optional<ModelSettings> written(String name) {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            return Optional.empty();
        }
        return Provider.named(name.substring(0, slash))
                .flatMap(provider ->
                        provider.baseUrl().map(url -> Endpoint.usual(name, provider, url, name.substring(slash + 1))))
                .map(ModelSettings::usual);
    }
}
