package dev.nightjar.core.ledger;

import java.util.List;

/// The append-only record of a run. One process writes it.
public interface Ledger {

    /// Everything so far, in order.
    List<Entry> entries();

    /// Writes `event` as the next entry. When this returns, the entry survives a power cut.
    Entry append(Event event);
}
