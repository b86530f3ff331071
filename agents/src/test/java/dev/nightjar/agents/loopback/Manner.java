package dev.nightjar.agents.loopback;

import dev.nightjar.agents.http.Endpoint;
import dev.nightjar.agents.http.Provider;
import dev.nightjar.agents.http.Where;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The ways in which a server is spoken to.
public enum Manner {
    OPENAI(Provider.OPENAI_COMPATIBLE, false),
    OPENAI_STREAMED(Provider.OPENAI_COMPATIBLE, true),
    ANTHROPIC(Provider.ANTHROPIC, false),
    ANTHROPIC_STREAMED(Provider.ANTHROPIC, true);

    /// The environment variable that holds the key.
    public static final String KEY = "LOOPBACK_KEY";

    private static final Duration PATIENT = Duration.ofSeconds(60);

    private final Provider provider;
    private final boolean stream;

    Manner(Provider provider, boolean stream) {
        this.provider = provider;
        this.stream = stream;
    }

    /// `a-model` of a server, with a key, and with a time-out that no test waits for.
    public Endpoint endpoint(URI url) {
        return new Endpoint(
                "small",
                provider,
                url,
                "a-model",
                Optional.of(KEY),
                Where.ELSEWHERE,
                PATIENT,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                stream);
    }
}
