package dev.nightjar.core.trial;

import java.util.Optional;

/// The eighth rail: compiles the candidate, builds its model, takes one step on synthetic tokens.
public interface Preflight {

    /// Why the commit cannot be trained, in one line for the proposer, or empty if it can.
    Optional<String> block(String commit, Interruption interruption);
}
