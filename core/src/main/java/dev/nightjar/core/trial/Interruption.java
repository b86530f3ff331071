package dev.nightjar.core.trial;

import java.util.ArrayList;
import java.util.List;

/// A request to stop now, which reaches whatever is under way.
public final class Interruption {

    /// Thrown by what was under way.
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Interrupted() {
            super("Stopped on request.");
        }
    }

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean requested;

    public synchronized boolean requested() {
        return requested;
    }

    /// Asks to stop. Safe from any thread; a second request changes nothing.
    public void request() {
        List<Runnable> toCall;
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
            toCall = List.copyOf(listeners);
        }
        toCall.forEach(Runnable::run);
    }

    /// Calls `action` at the request, or at once if it has been made. Close the result when the action no longer
    /// applies.
    public Registration onRequest(Runnable action) {
        boolean now;
        synchronized (this) {
            now = requested;
            if (!now) {
                listeners.add(action);
            }
        }
        if (now) {
            action.run();
        }
        return () -> {
            synchronized (this) {
                listeners.remove(action);
            }
        };
    }

    /// @throws Interrupted if a stop was requested
    public void check() {
        if (requested()) {
            throw new Interrupted();
        }
    }

    /// Ends a registration.
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
