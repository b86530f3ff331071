package dev.nightjar.judging;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameLimit;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// A model server on a thread of this process, over real frames, so that a test decides what it answers.
final class PipedServer implements ModelServer {

    /// Writes the answer to a request, right or wrong.
    interface Behaviour {
        void answer(Request request, FrameWriter writer, OutputStream raw) throws IOException;
    }

    /// What a program does with the two kinds of requests.
    interface Program {
        float[] claims(ScoreRequest request);

        float[] logits(AuditRequest request);

        default Behaviour behaviour(int vocabulary) {
            return (request, writer, _) -> {
                switch (request) {
                    case ScoreRequest score ->
                        writer.write(new Scored(score.id(), score.rows(), score.context(), claims(score)));
                    case AuditRequest audit ->
                        writer.write(new Logits(audit.id(), audit.rows(), vocabulary, logits(audit)));
                }
            };
        }
    }

    private final PipedOutputStream requests = new PipedOutputStream();
    private final PipedInputStream answers = new PipedInputStream(1 << 20);

    PipedServer(Hello hello, Behaviour behaviour) {
        try {
            PipedInputStream in = new PipedInputStream(requests, 1 << 20);
            PipedOutputStream out = new PipedOutputStream(answers);
            Thread.ofVirtual().start(() -> serve(hello, behaviour, in, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Hello hello, Behaviour behaviour, InputStream in, OutputStream out) {
        try (out) {
            FrameWriter writer = new FrameWriter(out);
            writer.write(hello);
            FrameReader reader = new FrameReader(in);
            FrameLimit limit = new FrameLimit(64, 4096, hello.vocabulary());
            for (Optional<Request> next = reader.request(limit); next.isPresent(); next = reader.request(limit)) {
                behaviour.answer(next.get(), writer, out);
            }
        } catch (IOException _) {
            // The judge sees the end of the stream, as it would with a process that died.
        }
    }

    @Override
    public OutputStream requests() {
        return requests;
    }

    @Override
    public InputStream answers() {
        return answers;
    }

    @Override
    public String lastWords() {
        return "goodbye";
    }

    @Override
    public Accounts accounts() {
        return Accounts.UNKNOWN;
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
