package dev.nightjar.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The supervisor's mouth: frames to the engine, in order, written by a thread of its own. An engine that does not
/// listen (it may be
/// stopped by Ctrl-Z) holds up no process: what a process logs is left out then.
final class Outbox {
    private static final int FRAMES = 64;
    private static final long PATIENCE_MILLIS = 100;

    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(FRAMES);
    private final DataOutputStream out;
    private volatile boolean broken;
    private volatile boolean deaf;

    Outbox(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        Thread.ofPlatform().daemon().name("outbox").start(this::write);
    }

    void send(Frame frame) throws InterruptedException {
        while (!broken && !waiting.offer(frame, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            deaf = true;
        }
    }

    /// Sends the frame unless the engine has not listened for a while; says whether it was sent.
    boolean offer(Frame frame) throws InterruptedException {
        deaf = broken || !waiting.offer(frame, deaf ? 0 : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return !deaf;
    }

    private void write() {
        try {
            while (true) {
                Frame frame = waiting.take();
                frame.write(out);
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The end of standard input tells the same, and is what the supervisor acts upon.
            broken = true;
            waiting.clear();
        }
    }
}
