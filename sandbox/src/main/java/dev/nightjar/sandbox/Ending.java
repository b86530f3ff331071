package dev.nightjar.sandbox;

/// Why a tree of processes is no more.
public enum Ending {
    /// It left by itself, with whatever exit code (128 + n after a signal n that the supervisor did not send).
    EXITED,
    /// It was killed at its wall-clock limit.
    TIMED_OUT,
    /// It was killed because its resident sets together passed the memory limit.
    OUT_OF_MEMORY,
    /// It was killed on request, or because the engine or the supervisor is gone; the detail says which.
    KILLED,
    /// It was killed because it had more processes than allowed.
    TOO_MANY_PROCESSES,
    /// It was killed because it wrote more than allowed.
    DISK_LIMIT,
    /// It was killed because it used more processor time than allowed.
    PROCESSOR_LIMIT,
    /// There never was a process; the detail says why.
    NOT_STARTED
}
