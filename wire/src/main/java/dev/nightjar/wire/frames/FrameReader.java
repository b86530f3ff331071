package dev.nightjar.wire.frames;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads frames and trusts none of them: what is not exactly as agreed is a [FrameException], thrown before memory is
/// taken for it.
public final class FrameReader {

    private static final int HEADER = 12;

    private final InputStream in;

    public FrameReader(InputStream in) {
        this.in = in;
    }

    /// The server's first frame.
    public Hello hello() throws IOException {
        ByteBuffer bytes = read("hello", 12);
        int magic = bytes.getInt();
        if (magic != Hello.MAGIC) {
            throw new FrameException(
                    "The server began with (0x%08x) instead of \"NJM1\".".formatted(Integer.reverseBytes(magic)),
                    "the program prints to standard output: while it serves, text goes to standard error.");
        }
        int vocabulary = bytes.getInt();
        int longestContext = bytes.getInt();
        if (vocabulary <= 0 || longestContext <= 0) {
            throw new FrameException(
                    "The server has a vocabulary of (%d) and a context of (%d).".formatted(vocabulary, longestContext),
                    "the checkpoint is damaged.");
        }
        return new Hello(vocabulary, longestContext);
    }

    /// The next request; empty at the end of input, which is the server's time to leave.
    public Optional<Request> request(FrameLimit limit) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return Optional.empty();
        }
        if (kind != Kind.SCORE && kind != Kind.AUDIT) {
            throw wrongKind("request", kind);
        }
        ByteBuffer header = read("request", HEADER);
        int id = header.getInt();
        int rows = count("rows", header.getInt(), limit.rows());
        int context = count("context", header.getInt(), limit.context());
        int[] tokens = ints("token", size(rows, context + 1L), limit.vocabulary());
        return Optional.of(
                kind == Kind.SCORE
                        ? new ScoreRequest(id, rows, context, tokens)
                        : new AuditRequest(id, rows, context, tokens, ints("position", rows, context)));
    }

    /// The answer to `request`, of exactly its shape.
    public Scored scored(ScoreRequest request) throws IOException {
        float[] losses = payload(Kind.SCORED, "loss", request, request.context());
        return new Scored(request.id(), request.rows(), request.context(), losses);
    }

    /// The answer to `request`, with `vocabulary` logits a row.
    public Logits logits(AuditRequest request, int vocabulary) throws IOException {
        float[] logits = payload(Kind.LOGITS, "logit", request, vocabulary);
        return new Logits(request.id(), request.rows(), vocabulary, logits);
    }

    private float[] payload(int expected, String what, Request request, int columns) throws IOException {
        int kind = Byte.toUnsignedInt(read("answer", 1).get());
        if (kind != expected) {
            throw wrongKind("answer", kind);
        }
        ByteBuffer header = read("answer", HEADER);
        agreed("id", header.getInt(), request.id());
        agreed("rows", header.getInt(), request.rows());
        agreed("columns", header.getInt(), columns);
        float[] values = new float[size(request.rows(), columns)];
        for (int row = 0; row < request.rows(); row++) {
            read("answer", 4L * columns).asFloatBuffer().get(values, row * columns, columns);
            for (int column = 0; column < columns; column++) {
                float value = values[row * columns + column];
                if (!Float.isFinite(value)) {
                    throw new FrameException(
                            "The %s (%s) at row %d, column %d is not finite.".formatted(what, value, row, column),
                            "the model diverged.");
                }
            }
        }
        return values;
    }

    private int[] ints(String what, int length, int limit) throws IOException {
        ByteBuffer bytes = read("request", 4L * length);
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = bytes.getInt();
            if (values[i] < 0 || values[i] >= limit) {
                throw new FrameException(
                        "The %s (%d) at %d is not from 0 to %d.".formatted(what, values[i], i, limit - 1),
                        "judge and program disagree about the vocabulary or the context.");
            }
        }
        return values;
    }

    private ByteBuffer read(String what, long length) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(length));
        if (bytes.length < length) {
            throw new FrameException(
                    "The stream ended after %d of %d bytes of this part of the %s."
                            .formatted(bytes.length, length, what),
                    "the other process was killed: see the end of its log.");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int size(int rows, long columns) throws FrameException {
        long size = rows * columns;
        if (size > Integer.MAX_VALUE / 4) {
            throw new FrameException(
                    "A frame of %d rows and %d columns is larger than 2 GiB.".formatted(rows, columns),
                    "fewer rows at a time would do.");
        }
        return (int) size;
    }

    private static int count(String what, int found, int limit) throws FrameException {
        if (found <= 0 || found > limit) {
            throw new FrameException(
                    "The frame says %s (%s), agreed were 1 to %d."
                            .formatted(what, Integer.toUnsignedString(found), limit),
                    "the streams got out of step.");
        }
        return found;
    }

    private static void agreed(String what, int found, int expected) throws FrameException {
        if (found != expected) {
            throw new FrameException(
                    "The answer says %s (%s) instead of %d.".formatted(what, Integer.toUnsignedString(found), expected),
                    "the program answers another request, or the streams got out of step.");
        }
    }

    private static FrameException wrongKind(String what, int kind) {
        return new FrameException(
                "The %s is of kind (%d).".formatted(what, kind),
                "the program prints to standard output: while it serves, text goes to standard error.");
    }
}
