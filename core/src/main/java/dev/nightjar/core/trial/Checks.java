package dev.nightjar.core.trial;

import java.util.Optional;

/// The lab's own command that must succeed before a keep.
public interface Checks {

    /// Why the commit must not be kept, in one line, or empty if it may.
    Optional<String> objection(String commit, Interruption interruption);
}
