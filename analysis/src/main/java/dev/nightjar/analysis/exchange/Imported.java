package dev.nightjar.analysis.exchange;

import dev.nightjar.core.ledger.Entry;
import java.util.List;

/// What a file became: read-only runs, more than one where the file starts a new segment, and what a person
/// should know about them.
///
/// @param runs the entries of each run's ledger
public record Imported(Format format, List<List<Entry>> runs, List<String> remarks) {

    public Imported {
        runs = List.copyOf(runs);
        remarks = List.copyOf(remarks);
    }
}
