package dev.nightjar.wire.frames;

/// Asks for the logits at one position of each row. Tokens right of it are random.
///
/// @param tokens `[rows][context + 1]`, flat
/// @param positions for each row, the last token to read, 0 to context - 1
public record AuditRequest(int id, int rows, int context, int[] tokens, int[] positions) implements Request {

    public AuditRequest {
        Shape.require("request", rows, context);
        Shape.require("request's tokens", tokens.length, rows, context + 1);
        Shape.require("request's positions", positions.length, rows, 1);
        for (int position : positions) {
            if (position < 0 || position >= context) {
                throw new IllegalArgumentException(
                        "The position (%d) is outside a row of context %d.%nMaybe it is the target's index."
                                .formatted(position, context));
            }
        }
    }
}
