package dev.nightjar.sandbox;

/// How many bytes of a stream may be on the way between engine and supervisor, so that one stream that nobody reads
/// holds up no other.
final class Window {
    static final int BYTES = 256 << 10;

    private int free = BYTES;
    private boolean closed;

    /// Waits until something may be sent; returns how much of `wanted`, or 0 if the window was closed.
    synchronized int take(int wanted) throws InterruptedException {
        while (free == 0 && !closed) {
            wait();
        }
        int granted = closed ? 0 : Math.min(wanted, free);
        free -= granted;
        return granted;
    }

    /// The other side passed on so many bytes.
    synchronized void give(int bytes) {
        free += bytes;
        notifyAll();
    }

    /// Lets everyone go who waits, now or later.
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
