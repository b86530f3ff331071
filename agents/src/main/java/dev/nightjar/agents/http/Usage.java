package dev.nightjar.agents.http;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.nightjar.agents.model.Question;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tokens of one call. `in` holds the cached ones, whatever the provider's way of counting.
record Usage(long in, long out, long cached) {

    /// Of English and code, roughly. Only where a server does not count.
    private static final int CHARACTERS_A_TOKEN = 4;

    static Usage of(@Nullable TokenUsage counted, Question question, String text) {
        if (counted == null || counted.inputTokenCount() == null || counted.outputTokenCount() == null) {
            return new Usage(tokens(question), tokens(text), 0);
        }
        long in = count(counted.inputTokenCount());
        long out = count(counted.outputTokenCount());
        return switch (counted) {
            case OpenAiTokenUsage openAi -> new Usage(in, out, Math.min(in, cached(openAi)));
            case AnthropicTokenUsage anthropic -> {
                // Anthropic counts what was read from the cache, or written to it, beside the input.
                long read = count(anthropic.cacheReadInputTokens());
                yield new Usage(in + read + count(anthropic.cacheCreationInputTokens()), out, read);
            }
            default -> new Usage(in, out, 0);
        };
    }

    /// What a call may have cost whose answer never came: the whole answer was written, and nobody read it.
    static Usage most(Question question, int mostTokens) {
        return new Usage(tokens(question), mostTokens, 0);
    }

    private static long cached(OpenAiTokenUsage usage) {
        return Optional.ofNullable(usage.inputTokensDetails())
                .map(details -> count(details.cachedTokens()))
                .orElse(0L);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    private static long tokens(Question question) {
        return tokens(question.system()) + tokens(question.user());
    }

    private static long tokens(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS_A_TOKEN);
    }
}
