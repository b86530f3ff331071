package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A log that keeps the first [#HEAD_BYTES] and the last [#TAIL_BYTES] of what is written to it. The head is in the
/// file at once, the tail
/// when the log is closed. A full disk stops the log, not the process that writes it.
final class BoundedLog implements AutoCloseable {
    static final int HEAD_BYTES = 4 << 20;
    static final int TAIL_BYTES = 1 << 20;

    private final FileChannel file;
    private long written;
    private byte[] tail = new byte[0];
    private String trouble = "";

    BoundedLog(Path path) throws IOException {
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    synchronized void write(byte[] bytes, int length) {
        int toHead = (int) Math.clamp(HEAD_BYTES - written, 0, length);
        append(ByteBuffer.wrap(bytes, 0, toHead));
        written += toHead;
        for (int from = toHead; from < length; ) {
            if (tail.length == 0) {
                tail = new byte[TAIL_BYTES];
            }
            int at = (int) ((written - HEAD_BYTES) % TAIL_BYTES);
            int count = Math.min(length - from, TAIL_BYTES - at);
            System.arraycopy(bytes, from, tail, at, count);
            from += count;
            written += count;
        }
    }

    /// What could not be written, and why; empty if all was well.
    synchronized String trouble() {
        return trouble;
    }

    /// Writes the tail. What comes later is dropped.
    synchronized void finish(boolean force) {
        if (!file.isOpen()) {
            return;
        }
        long beyondHead = written - HEAD_BYTES;
        if (beyondHead > TAIL_BYTES) {
            String gap = "%n… %,d bytes left out …%n".formatted(beyondHead - TAIL_BYTES);
            append(ByteBuffer.wrap(gap.getBytes(StandardCharsets.UTF_8)));
            int oldest = (int) (beyondHead % TAIL_BYTES);
            append(ByteBuffer.wrap(tail, oldest, TAIL_BYTES - oldest));
            append(ByteBuffer.wrap(tail, 0, oldest));
        } else if (beyondHead > 0) {
            append(ByteBuffer.wrap(tail, 0, (int) beyondHead));
        }
        try {
            if (force) {
                file.force(false);
            }
            file.close();
        } catch (IOException broken) {
            note(broken);
        }
    }

    @Override
    public void close() {
        finish(false);
    }

    private void append(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && trouble.isEmpty() && file.isOpen()) {
                file.write(bytes);
            }
        } catch (IOException broken) {
            note(broken);
        }
    }

    private void note(IOException broken) {
        if (trouble.isEmpty()) {
            trouble = "The log is not complete: %s.".formatted(broken.getMessage());
        }
    }
}
