package dev.nightjar.judging;

import java.io.InputStream;
import java.io.OutputStream;

/// A process that serves a trained model over frames: what it reads, what it writes, and its end.
public interface ModelServer extends AutoCloseable {

    OutputStream requests();

    InputStream answers();

    /// What the process said last, for a message about its failure; empty if it said nothing.
    String lastWords();

    /// Ends the process with all its children. Readers and writers see the end of the stream.
    @Override
    void close();
}
