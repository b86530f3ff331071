package dev.nightjar.wire.frames;

/// What the judge asks about `rows` rows of `context` + 1 tokens each, which lie one after another in `tokens`.
/// Arrays are not copied; nobody may write to them afterwards.
public sealed interface Request permits ScoreRequest, AuditRequest {

    /// Chosen by the judge, repeated in the answer.
    int id();

    int rows();

    /// T: inputs of a row.
    int context();

    /// `int[rows][context + 1]`, flat.
    int[] tokens();
}
