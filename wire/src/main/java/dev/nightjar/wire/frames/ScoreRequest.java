package dev.nightjar.wire.frames;

/// Asks for the loss of each target: tokens (0..T] given those before.
///
/// @param tokens `[rows][context + 1]`, flat
public record ScoreRequest(int id, int rows, int context, int[] tokens) implements Request {

    public ScoreRequest {
        Shape.require("request", rows, context);
        Shape.require("request's tokens", tokens.length, rows, context + 1);
    }
}
