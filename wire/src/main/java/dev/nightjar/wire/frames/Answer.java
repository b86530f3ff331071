package dev.nightjar.wire.frames;

/// What the server answers: `rows` × `columns` numbers, all finite.
/// Arrays are not copied; nobody may write to them afterwards.
public sealed interface Answer permits Scored, Logits {

    /// Of the request.
    int id();

    int rows();

    int columns();

    /// `float[rows][columns]`, flat.
    float[] values();
}
