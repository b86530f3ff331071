package dev.nightjar.wire.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes frames; each is flushed as a whole.
public final class FrameWriter {

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    public void write(Hello hello) throws IOException {
        putInt(Hello.MAGIC);
        putInt(hello.vocabulary());
        putInt(hello.longestContext());
        flush();
    }

    public void write(Request request) throws IOException {
        int kind = switch (request) {
            case ScoreRequest _ -> Kind.SCORE;
            case AuditRequest _ -> Kind.AUDIT;
        };
        putHeader(kind, request.id(), request.rows(), request.context());
        putInts(request.tokens());
        switch (request) {
            case ScoreRequest _ -> {}
            case AuditRequest audit -> putInts(audit.positions());
        }
        flush();
    }

    public void write(Answer answer) throws IOException {
        int kind = switch (answer) {
            case Scored _ -> Kind.SCORED;
            case Logits _ -> Kind.LOGITS;
        };
        putHeader(kind, answer.id(), answer.rows(), answer.columns());
        for (float value : answer.values()) {
            putInt(Float.floatToRawIntBits(value));
        }
        flush();
    }

    private void putHeader(int kind, int id, int rows, int columns) throws IOException {
        buffer.put((byte) kind);
        putInt(id);
        putInt(rows);
        putInt(columns);
    }

    private void putInts(int[] values) throws IOException {
        for (int value : values) {
            putInt(value);
        }
    }

    private void putInt(int value) throws IOException {
        if (buffer.remaining() < Integer.BYTES) {
            drain();
        }
        buffer.putInt(value);
    }

    private void drain() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void flush() throws IOException {
        drain();
        out.flush();
    }
}
