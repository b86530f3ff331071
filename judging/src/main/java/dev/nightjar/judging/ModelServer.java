package dev.nightjar.judging;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalDouble;

/// A process that serves a trained model over frames: what it reads, what it writes, and its end.
public interface ModelServer extends AutoCloseable {

    OutputStream requests();

    InputStream answers();

    /// What the process said last, for a message about its failure; empty if it said nothing.
    String lastWords();

    /// What the process used. Complete once it is closed.
    Accounts accounts();

    /// Ends the process with all its children. Readers and writers see the end of the stream. Safe to call twice,
    /// and from two threads.
    @Override
    void close();

    /// @param processorSeconds of the process and its children, where they could be seen
    /// @param outOfMemory      whether it was ended at its memory limit
    record Accounts(OptionalDouble processorSeconds, boolean outOfMemory) {

        public static final Accounts UNKNOWN = new Accounts(OptionalDouble.empty(), false);
    }
}
