package dev.nightjar.agents.prompt;

import dev.nightjar.agents.model.Scaffold;

/// How a prompt is built for one model.
///
/// @param tokens       of a prompt; what is left beside the rest is the history's
/// @param lessonTokens of standing lessons; beyond, they are compacted
/// @param answerTokens of an answer; 0 for what the task needs
public record PromptSettings(Scaffold scaffold, int tokens, int lessonTokens, int answerTokens) {

    /// For models with room for 32,000 tokens and more.
    public static final PromptSettings LARGE = new PromptSettings(Scaffold.LARGE, 24_000, 1_200, 0);

    /// For small local models, which are often served with room for 8,000.
    public static final PromptSettings SMALL = new PromptSettings(Scaffold.SMALL, 5_000, 400, 0);

    public PromptSettings {
        if (tokens < 1_000 || lessonTokens < 100 || answerTokens < 0) {
            throw new IllegalArgumentException(
                    "A prompt of %d tokens with %d for lessons and %d for the answer is too small.\nMaybe 5000, 400 and 0 are meant."
                            .formatted(tokens, lessonTokens, answerTokens));
        }
    }

    public static PromptSettings of(Scaffold scaffold) {
        return switch (scaffold) {
            case SMALL -> SMALL;
            case LARGE -> LARGE;
        };
    }

    /// The same with other numbers of tokens.
    public PromptSettings with(int promptTokens, int answer) {
        return new PromptSettings(scaffold, promptTokens, lessonTokens, answer);
    }
}
