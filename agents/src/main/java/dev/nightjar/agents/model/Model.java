package dev.nightjar.agents.model;

/// Whoever answers one question at a time. Decorators add patience, an account, a record; each is a `Model` too.
/// Safe for use by several threads.
public interface Model {

    /// As the person calls it, and as the ledger shows it.
    String name();

    /// Blocks until there is an answer. An interrupt ends the wait with a [ModelException].
    ///
    /// @throws ModelException for whatever kept the model from answering; its text never holds a key
    Answer ask(Question question);
}
