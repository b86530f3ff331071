package dev.nightjar.agents.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// One model at one address. Holds no key, only the name of the variable that does.
///
/// @param name        as the person calls it
/// @param baseUrl     with its version, without a trailing slash: `http://127.0.0.1:11434/v1`
/// @param model       as the provider names it
/// @param keyVariable of the environment
/// @param timeout     from the question to the last byte of the answer
/// @param maxTokens   of an answer, for every question; without it a question says so itself
/// @param temperature as the server has it by default, if empty
/// @param stream      whether the answer is sent as it comes about; some gateways cut long silences
public record Endpoint(
        String name,
        Provider provider,
        URI baseUrl,
        String model,
        Optional<String> keyVariable,
        Where where,
        Duration timeout,
        OptionalInt maxTokens,
        OptionalDouble temperature,
        boolean stream) {

    public static final Duration USUAL_TIMEOUT = Duration.ofMinutes(3);

    public Endpoint {
        String url = baseUrl.toString();
        if (url.endsWith("/")) {
            baseUrl = URI.create(url.substring(0, url.length() - 1));
        }
        boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        if (!http || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "The base_url of model (%s) is no http or https address.\nMaybe it should read like \"http://127.0.0.1:8000/v1\"."
                            .formatted(name));
        }
        if (baseUrl.getRawUserInfo() != null || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The base_url of model (%s) holds a user, a query or a fragment, which may be a secret.\nMaybe a key is meant: put it into an environment variable and name that in key_env."
                            .formatted(name));
        }
        if (model.isBlank() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "The model (%s) of (%s) needs a name and a positive time-out (%s).\nMaybe the line was lost."
                            .formatted(model, name, timeout));
        }
    }

    /// The one at a provider's own address, with everything else as usual.
    public static Endpoint usual(String name, Provider provider, URI baseUrl, String model) {
        return new Endpoint(
                name,
                provider,
                baseUrl,
                model,
                provider.keyVariable(),
                Where.of(baseUrl),
                USUAL_TIMEOUT,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false);
    }

    public Endpoint withTimeout(Duration other) {
        return new Endpoint(name, provider, baseUrl, model, keyVariable, where, other, maxTokens, temperature, stream);
    }

    public Endpoint withModel(String other) {
        return new Endpoint(
                name, provider, baseUrl, other, keyVariable, where, timeout, maxTokens, temperature, stream);
    }

    Endpoint withMaxTokens(int other) {
        return new Endpoint(
                name,
                provider,
                baseUrl,
                model,
                keyVariable,
                where,
                timeout,
                OptionalInt.of(other),
                temperature,
                stream);
    }

    /// For the header of a transcript: nothing secret is in here.
    public Map<String, Object> described() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("provider", provider.key());
        described.put("base_url", baseUrl.toString());
        described.put("model", model);
        keyVariable.ifPresent(variable -> described.put("key_env", variable));
        described.put("where", where.name().toLowerCase(Locale.ROOT));
        described.put("timeout_seconds", timeout.toMillis() / 1000.0);
        maxTokens.ifPresent(tokens -> described.put("max_tokens", tokens));
        temperature.ifPresent(value -> described.put("temperature", value));
        if (stream) {
            described.put("stream", true);
        }
        return described;
    }
}
