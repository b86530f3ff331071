package dev.nightjar.execution;

import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.sandbox.Load;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.ProgressLine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Whether other programs can be what made a trial pass a limit of time: they had a good part of the processors, hardly
/// anything was left idle, and with that part the trial would have come to its end.
///
/// @param device where the trial computes; what a GPU does not get done is not the processors' fault
/// @param guard  the most that its training clock may run
record Contention(Device device, Duration guard) {

    /// More than this share idle, and nobody had to wait.
    private static final double IDLE = 0.2;

    /// The share that others had, where it explains the failure.
    ///
    /// @param last how far the program said last that it was
    OptionalDouble behind(CrashReason cause, Optional<Load> load, Optional<ProgressLine> last) {
        return load
                .filter(known -> cause.ofTime()
                        && device == Device.CPU
                        && known.others() >= Crashed.BUSY
                        && known.idle() <= IDLE
                        && last.map(at -> wouldHaveEnded(at, known)).orElse(true))
                .stream()
                .mapToDouble(Load::others)
                .findFirst();
    }

    /// Whether it would have been through before the guard with the processors for itself.
    private boolean wouldHaveEnded(ProgressLine at, Load load) {
        double pace = at.fraction() / Math.max(at.seconds(), 1e-3);
        return pace * guard.toNanos() / 1e9 >= 1 - load.others();
    }
}
