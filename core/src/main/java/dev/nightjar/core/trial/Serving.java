package dev.nightjar.core.trial;

import java.util.OptionalDouble;

/// What it cost to serve a model while it gave its claims.
///
/// @param checkpointBytes  of its file
/// @param loadSeconds      from the process's start to its hello
/// @param processorSeconds of the process and its children, where the supervisor could see it
/// @param tokens           that it read
public record Serving(long checkpointBytes, double loadSeconds, OptionalDouble processorSeconds, long tokens) {

    /// Processor seconds a token.
    public OptionalDouble processorSecondsPerToken() {
        return processorSeconds.isPresent() && tokens > 0
                ? OptionalDouble.of(processorSeconds.getAsDouble() / tokens)
                : OptionalDouble.empty();
    }
}
