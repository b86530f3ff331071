package dev.nightjar.sandbox;

/// What becomes of a process's standard streams.
public enum Channel {
    /// Standard output and error go to the log, merged, and line by line to the engine. Standard input is empty.
    LOG,
    /// Standard input and output are streams on the engine's side; standard error goes to the log.
    CONVERSE
}
