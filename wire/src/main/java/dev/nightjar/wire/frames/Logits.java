package dev.nightjar.wire.frames;

/// The model's logits at the audited position of each row, before any softmax.
///
/// @param columns the vocabulary
/// @param values `[rows][columns]`, flat
public record Logits(int id, int rows, int columns, float[] values) implements Answer {

    public Logits {
        Shape.require("answer", rows, columns);
        Shape.require("answer's logits", values.length, rows, columns);
        Shape.requireFinite("logit", values, columns);
    }
}
