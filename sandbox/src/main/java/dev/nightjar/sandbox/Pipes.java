package dev.nightjar.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The engine's ends of a conversation's two streams.
final class Pipes {
    private static final int CHUNK = 1 << 15;

    private final int launch;
    private final Supervisor supervisor;
    private final Window window = new Window();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final OutputStream stdin = new Stdin();
    private final InputStream stdout = new Stdout();
    private boolean ended;

    Pipes(int launch, Supervisor supervisor) {
        this.launch = launch;
        this.supervisor = supervisor;
    }

    OutputStream stdin() {
        return stdin;
    }

    InputStream stdout() {
        return stdout;
    }

    synchronized void arrived(byte[] bytes) {
        chunks.add(bytes);
        notifyAll();
    }

    void taken(int bytes) {
        window.give(bytes);
    }

    synchronized void close() {
        ended = true;
        window.close();
        notifyAll();
    }

    /// The next bytes, or none at the end.
    private synchronized byte[] next() throws InterruptedException {
        while (chunks.isEmpty() && !ended) {
            wait();
        }
        byte[] chunk = chunks.poll();
        return chunk == null ? new byte[0] : chunk;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while talking to a process.");
    }

    private final class Stdin extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int end = from + length;
            for (int at = from; at < end; ) {
                int granted;
                try {
                    granted = window.take(Math.min(end - at, CHUNK));
                } catch (InterruptedException _) {
                    throw interrupted();
                }
                if (granted == 0) {
                    throw new IOException("The process has ended.\nMaybe its log says why.");
                }
                supervisor.send(new Frame.Input(launch, Arrays.copyOfRange(bytes, at, at + granted)));
                at += granted;
            }
        }

        @Override
        public void close() {
            supervisor.send(new Frame.EndInput(launch));
        }
    }

    private final class Stdout extends InputStream {
        private byte[] chunk = new byte[0];
        private int at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == chunk.length && !refill()) {
                return -1;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, into, from, count);
            at += count;
            return count;
        }

        private boolean refill() throws IOException {
            try {
                chunk = next();
            } catch (InterruptedException _) {
                throw interrupted();
            }
            at = 0;
            if (chunk.length > 0) {
                supervisor.send(new Frame.Took(launch, chunk.length));
            }
            return chunk.length > 0;
        }
    }
}
