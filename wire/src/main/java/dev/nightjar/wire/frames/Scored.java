package dev.nightjar.wire.frames;

/// The claimed loss of each target.
///
/// @param columns T of the request
/// @param values nats, `[rows][columns]`, flat: column t is the loss of token t + 1 of the row
public record Scored(int id, int rows, int columns, float[] values) implements Answer {

    public Scored {
        Shape.require("answer", rows, columns);
        Shape.require("answer's losses", values.length, rows, columns);
        Shape.requireFinite("loss", values, columns);
    }
}
