package dev.nightjar.agents.prompt;

/// How long a text is for a model, without its tokenizer.
public final class Tokens {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private Tokens() {}

    /// A quarter of its characters, which is about right for English and for programs.
    public static int of(CharSequence text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
