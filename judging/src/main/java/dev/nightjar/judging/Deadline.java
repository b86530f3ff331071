package dev.nightjar.judging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something if it is not closed in time: whoever waits on a stream cannot look at a clock.
final class Deadline implements AutoCloseable {

    private final CountDownLatch met = new CountDownLatch(1);
    private volatile boolean passed;

    Deadline(Duration limit, Runnable late) {
        Thread.ofVirtual().start(() -> {
            try {
                if (!met.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    passed = true;
                    late.run();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Whether it was too late.
    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        met.countDown();
    }
}
