package dev.nightjar.agents.coding;

import java.nio.charset.StandardCharsets;

/// The beginning and the end of what a process prints.
final class BoundedOutput {

    static final int HEAD = 64 * 1024;
    static final int TAIL = 192 * 1024;

    private final byte[] head = new byte[HEAD];
    private final byte[] tail = new byte[TAIL];
    private long written;

    synchronized void write(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            byte[] to = written < HEAD ? head : tail;
            int place = (int) (written < HEAD ? written : (written - HEAD) % TAIL);
            int room = Math.min(to.length - place, bytes.length - at);
            System.arraycopy(bytes, at, to, place, room);
            at += room;
            written += room;
        }
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder(string(head, 0, (int) Math.min(written, HEAD)));
        long beyond = written - HEAD;
        if (beyond > TAIL) {
            text.append("\n… %,d bytes left out …\n".formatted(beyond - TAIL));
            int oldest = (int) (beyond % TAIL);
            text.append(string(tail, oldest, TAIL - oldest)).append(string(tail, 0, oldest));
        } else if (beyond > 0) {
            text.append(string(tail, 0, (int) beyond));
        }
        return text.toString();
    }

    private static String string(byte[] bytes, int from, int count) {
        return new String(bytes, from, count, StandardCharsets.UTF_8);
    }
}
