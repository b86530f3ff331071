package dev.nightjar.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time from an engine's taking up a run to its last word. An engine that was killed has no end but a last word.
public record Session(long pid, Instant startedAt, Instant lastSeen, Optional<EndReason> ended, String detail) {

    Session seen(Instant at) {
        return new Session(pid, startedAt, at, ended, detail);
    }

    Session ended(EndReason reason, String why) {
        return new Session(pid, startedAt, lastSeen, Optional.of(reason), why);
    }

    public Duration length() {
        return Duration.between(startedAt, lastSeen);
    }
}
