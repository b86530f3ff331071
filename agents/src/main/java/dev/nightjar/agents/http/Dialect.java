package dev.nightjar.agents.http;

/// What is spoken over the wire.
public enum Dialect {
    /// `POST /chat/completions`, the key as a bearer token.
    OPENAI,
    /// `POST /messages`, the key in `x-api-key`.
    ANTHROPIC
}
