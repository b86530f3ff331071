package dev.nightjar.lab.run;

import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.run.StopRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Requests to stop, as files: `inbox/stop` in the run's folder, `pause.flag` in the lab's. An engine clears both when
/// it takes a
/// run up, so that only what was asked since counts; nobody else does.
public final class StopFiles implements StopRequests {

    /// A person may also make this file by hand.
    public static final String PAUSE = "pause.flag";

    private final Path stop;
    private final Path pause;

    public StopFiles(Path lab, RunFolder run) {
        this.stop = run.inbox().resolve("stop");
        this.pause = lab.resolve(PAUSE);
    }

    @Override
    public Optional<EndReason> pending() {
        if (Files.exists(stop)) {
            return Optional.of(EndReason.STOPPED);
        }
        return Files.exists(pause) ? Optional.of(EndReason.PAUSED) : Optional.empty();
    }

    /// Asks the run's engine to stop at the next boundary.
    public void requestStop() {
        make(stop);
    }

    /// Asks the lab's engine to pause at the next boundary.
    public void requestPause() {
        make(pause);
    }

    /// Forgets what was asked of an engine before this one.
    public void clear() {
        try {
            Files.deleteIfExists(stop);
            Files.deleteIfExists(pause);
        } catch (IOException e) {
            throw new UncheckedIOException("An old request (%s, %s) cannot be removed.".formatted(stop, pause), e);
        }
    }

    private static void make(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException("The request (%s) cannot be written.".formatted(file), e);
        }
    }
}
