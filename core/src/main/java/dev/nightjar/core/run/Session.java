package dev.nightjar.core.run;

import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time from an engine's taking up a run to its last word. An engine that was killed has no end but a last word.
public record Session(
        Event.SessionStarted started, Instant startedAt, Instant lastSeen, Optional<EndReason> ended, String detail) {

    static Session opened(Event.SessionStarted started, Instant at) {
        return new Session(started, at, at, Optional.empty(), "");
    }

    Session seen(Instant at) {
        return new Session(started, startedAt, at, ended, detail);
    }

    Session ended(EndReason reason, String why) {
        return new Session(started, startedAt, lastSeen, Optional.of(reason), why);
    }

    public Duration length() {
        return Duration.between(startedAt, lastSeen);
    }
}
