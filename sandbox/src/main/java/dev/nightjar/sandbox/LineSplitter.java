package dev.nightjar.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts bytes into lines, at line feeds and at carriage returns (progress bars). Of a very long line the beginning
/// is kept.
final class LineSplitter {
    static final int MAX_LINE_BYTES = 1 << 14;

    private final Consumer<? super String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterReturn;
    private boolean skipping;

    LineSplitter(Consumer<? super String> lines) {
        this.lines = lines;
    }

    void accept(byte[] bytes) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            boolean feed = bytes[at] == '\n';
            boolean carriageReturn = bytes[at] == '\r';
            if (feed || carriageReturn) {
                keep(bytes, from, at);
                if (!(feed && afterReturn)) {
                    end();
                }
                from = at + 1;
            }
            afterReturn = carriageReturn;
        }
        keep(bytes, from, bytes.length);
    }

    /// Some bytes are missing here: the line before and the one after are not whole and are left out.
    void gap() {
        line.reset();
        skipping = true;
    }

    /// The end of the stream ends a line.
    void finish() {
        if (line.size() > 0) {
            end();
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        line.write(bytes, from, Math.min(to - from, MAX_LINE_BYTES - line.size()));
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (skipping) {
            skipping = false;
        } else {
            lines.accept(text);
        }
    }
}
