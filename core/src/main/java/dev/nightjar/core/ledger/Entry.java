package dev.nightjar.core.ledger;

import java.time.Instant;

/// An event in its place.
///
/// @param sequence from 1, without gaps
/// @param previous SHA-256 of the line before, in hexadecimal; 64 zeros for the first
public record Entry(long sequence, Instant at, String previous, Event event) {

    public static final String NO_PREVIOUS = "0".repeat(64);

    public Entry {
        if (sequence < 1 || previous.length() != 64) {
            throw new IllegalArgumentException(
                    "The ledger entry (%d) after (%s) is malformed.\nMaybe the line was altered by hand."
                            .formatted(sequence, previous));
        }
    }
}
