package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;

/// An optimizer in a race: it is told every trial, also the first one, and asked for the next.
interface Racer extends AutoCloseable {

    /// @param incumbent the best so far
    Configuration ask(Configuration incumbent);

    void tell(Configuration configuration, Problem.Answer answer);

    /// What the time of a question is measured with, in nanoseconds: for an optimizer of this process the
    /// thread's processor time, for another's the clock.
    default long nanoseconds() {
        return System.nanoTime();
    }

    @Override
    void close();
}
