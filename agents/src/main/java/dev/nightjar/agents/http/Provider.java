package dev.nightjar.agents.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Servers that people use, with the address and the key that are usual there.
public enum Provider {
    OPENAI("openai", "OpenAI", Dialect.OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY"),
    ANTHROPIC("anthropic", "Anthropic", Dialect.ANTHROPIC, "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
    OPENROUTER("openrouter", "OpenRouter", Dialect.OPENAI, "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    NVIDIA("nvidia", "NVIDIA's hosted NIM", Dialect.OPENAI, "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY"),
    OLLAMA("ollama", "Ollama", Dialect.OPENAI, "http://127.0.0.1:11434/v1", ""),
    VLLM("vllm", "vLLM", Dialect.OPENAI, "http://127.0.0.1:8000/v1", ""),
    NIM("nim", "NIM", Dialect.OPENAI, "http://127.0.0.1:8000/v1", ""),
    LLAMA_CPP("llama.cpp", "llama.cpp", Dialect.OPENAI, "http://127.0.0.1:8080/v1", ""),
    LM_STUDIO("lm-studio", "LM Studio", Dialect.OPENAI, "http://127.0.0.1:1234/v1", ""),
    OPENAI_COMPATIBLE("openai-compatible", "the server", Dialect.OPENAI, "", "");

    /// Those that a person may have running on this machine, in the order in which they are preferred. NIM is
    /// vLLM's address.
    public static final List<Provider> LOCAL = List.of(OLLAMA, VLLM, LLAMA_CPP, LM_STUDIO);

    private final String key;
    private final String title;
    private final Dialect dialect;
    private final String baseUrl;
    private final String keyVariable;

    Provider(String key, String title, Dialect dialect, String baseUrl, String keyVariable) {
        this.key = key;
        this.title = title;
        this.dialect = dialect;
        this.baseUrl = baseUrl;
        this.keyVariable = keyVariable;
    }

    /// As `nightjar.toml` names it.
    public String key() {
        return key;
    }

    /// As people call it.
    public String title() {
        return title;
    }

    public Dialect dialect() {
        return dialect;
    }

    /// Empty where only the person knows.
    public Optional<URI> baseUrl() {
        return baseUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(baseUrl));
    }

    /// The environment variable that usually holds the key; empty where none is needed.
    public Optional<String> keyVariable() {
        return keyVariable.isEmpty() ? Optional.empty() : Optional.of(keyVariable);
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(Provider::key).toList();
    }

    public static Optional<Provider> named(String key) {
        return Arrays.stream(values())
                .filter(provider -> provider.key.equals(key))
                .findFirst();
    }
}
