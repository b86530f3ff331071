package dev.nightjar.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operating system says about its processes.
interface ProcessTable {

    /// One process as it was just now.
    ///
    /// @param dead ended, but not yet buried by its parent
    record Entry(long pid, long parent, boolean dead, Duration cpu, long residentBytes) {}

    /// Every process id there is.
    List<Long> pids();

    /// One process, or nothing if it is gone.
    Optional<Entry> entry(long pid);

    /// Whether the process still carries all of `environment` in the environment it was started with. False where
    /// nobody can tell.
    boolean carries(long pid, Map<String, String> environment);

    static ProcessTable ofThisSystem(Native system) {
        return Native.LINUX ? new LinuxProcessTable(system.pageBytes()) : new PsProcessTable();
    }
}
