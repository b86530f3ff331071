package dev.nightjar.cli.engine;

import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.run.StopRequests;
import dev.nightjar.core.trial.Interruption;
import java.util.Optional;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C and SIGTERM as requests. The first Ctrl-C lets the experiment under way come to its decision, the second ends
/// it now, and so does SIGTERM: a system that shuts down does not wait.
/// Before [#trialsBegin] there is nothing to finish, and the first Ctrl-C stops at once.
public final class Signals implements StopRequests, AutoCloseable {

    private final Interruption interruption;
    private final Consumer<String> say;
    private final SignalHandler oldInterrupt;
    private final SignalHandler oldTerminate;
    private volatile boolean stop;
    private volatile boolean trials;

    public Signals(Interruption interruption, Consumer<String> say) {
        this.interruption = interruption;
        this.say = say;
        this.oldInterrupt = Signal.handle(new Signal("INT"), _ -> interrupt());
        this.oldTerminate = Signal.handle(new Signal("TERM"), _ -> terminate());
    }

    /// From here on a Ctrl-C lets the experiment under way come to its decision first.
    void trialsBegin() {
        trials = true;
    }

    private void interrupt() {
        if (!trials) {
            terminate();
        } else if (stop) {
            say.accept("Stopping now. The trial under way will run again on \"nightjar resume\".");
            interruption.request();
        } else {
            stop = true;
            say.accept(
                    "Finishing the trial under way, then stopping. Press Ctrl-C again to stop now; nothing else is lost.");
        }
    }

    private void terminate() {
        stop = true;
        interruption.request();
    }

    @Override
    public Optional<EndReason> pending() {
        return stop ? Optional.of(EndReason.STOPPED) : Optional.empty();
    }

    @Override
    public void close() {
        Signal.handle(new Signal("INT"), oldInterrupt);
        Signal.handle(new Signal("TERM"), oldTerminate);
    }
}
