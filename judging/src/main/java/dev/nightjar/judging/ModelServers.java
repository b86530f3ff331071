package dev.nightjar.judging;

import dev.nightjar.core.trial.Trial;
import java.time.Duration;

/// Starts the program of a trial as a model server, in a fresh process with a private copy of the trial's
/// checkpoint.
public interface ModelServers {

    /// Returns at once. The server is killed when `limit` is over, so that nobody waits for it longer than that.
    ModelServer start(Trial trial, Duration limit);

    /// Size of the trial's checkpoint; 0 if it has none.
    long checkpointBytes(Trial trial);
}
