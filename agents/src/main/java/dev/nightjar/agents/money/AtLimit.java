package dev.nightjar.agents.money;

/// What happens when a limit of tokens or money is reached.
public enum AtLimit {
    /// The built-in optimizer proposes from then on.
    CONTINUE,
    /// The run ends.
    STOP
}
