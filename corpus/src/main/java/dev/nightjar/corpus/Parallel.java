package dev.nightjar.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Work on many items at once whose results are taken in the order of the items.
final class Parallel {

    interface Work<T, R> {
        R on(T item) throws IOException;
    }

    interface Taking<T, R> {
        void take(T item, R result) throws IOException;
    }

    private record Done<T, R>(T item, R result) {}

    private Parallel() {}

    /// @param work done by up to `threads` threads
    /// @param taking called by this thread, in order
    static <T, R> void forEach(int threads, List<T> items, Work<T, R> work, Taking<T, R> taking) throws IOException {
        try (Stream<Done<T, R>> done =
                items.stream().gather(Gatherers.mapConcurrent(threads, item -> work(work, item)))) {
            done.forEachOrdered(one -> {
                try {
                    taking.take(one.item, one.result);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T, R> Done<T, R> work(Work<T, R> work, T item) {
        try {
            return new Done<>(item, work.on(item));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
