package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Trial;

/// Sees what the loop does, as it does it.
public interface Observer {

    /// `entry` is in the ledger, and `state` includes it.
    void recorded(Entry entry, RunState state);

    void progressed(Trial trial, Progress progress);
}
