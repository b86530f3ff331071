package dev.nightjar.core.run;

import dev.nightjar.core.ledger.EndReason;
import java.util.Optional;

/// What people have asked for since the run began, looked up at each boundary.
public interface StopRequests {

    /// `STOPPED` or `PAUSED`, if somebody asked.
    Optional<EndReason> pending();
}
