package dev.nightjar.judging;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;
import java.io.IOException;
import java.time.Duration;

/// The judge's talk with one server: a hello, then one answer to each request, each before its deadline, and nothing
/// else. Whatever is not so ends it with a [RefusalException] that says what came.
final class Conversation implements AutoCloseable {

    /// How long a server that has answered everything may take to leave before it is ended.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ModelServer server;
    private final Lab.Serving budget;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final long start = System.nanoTime();
    private double loadSeconds;
    private boolean asked;

    Conversation(ModelServer server, Lab.Serving budget) {
        this.server = server;
        this.budget = budget;
        this.reader = new FrameReader(server.answers());
        this.writer = new FrameWriter(server.requests());
    }

    private interface Exchange<T> {
        T make() throws IOException;
    }

    /// Waits for the server's hello, which must fit the judge's rows.
    void greet(int vocabulary, int context) throws RefusalException {
        Hello hello =
                within(budget.load(), CrashReason.SERVING_BUDGET, "The model was not loaded within", reader::hello);
        loadSeconds = (System.nanoTime() - start) / 1e9;
        if (hello.vocabulary() != vocabulary || hello.longestContext() < context) {
            throw new RefusalException(
                    CrashReason.JUDGEMENT,
                    "The server has a vocabulary of %d and reads up to %d tokens; the judge needs %d and %d."
                            .formatted(hello.vocabulary(), hello.longestContext(), vocabulary, context));
        }
    }

    /// The claimed losses, `[rows][context]`.
    float[] score(ScoreRequest request) throws RefusalException {
        return answer(request, () -> reader.scored(request).values());
    }

    /// The logits, `[rows][vocabulary]`.
    float[] audit(AuditRequest request, int vocabulary) throws RefusalException {
        return answer(request, () -> reader.logits(request, vocabulary).values());
    }

    private float[] answer(Request request, Exchange<float[]> reading) throws RefusalException {
        return within(
                budget.answer(),
                CrashReason.JUDGEMENT,
                "Request %d had no answer within".formatted(request.id()),
                () -> {
                    asked = true;
                    writer.write(request);
                    return reading.make();
                });
    }

    /// Ends the requests. A server has nothing more to say then.
    void finish() throws RefusalException {
        boolean more = false;
        try (Deadline _ = new Deadline(FAREWELL, server::close)) {
            server.requests().close();
            more = server.answers().read() >= 0;
        } catch (IOException _) {
            // It is gone already: all that was asked has been answered.
        }
        if (more) {
            throw new RefusalException(CrashReason.JUDGEMENT, "The server answered more than it was asked.");
        }
        server.close();
    }

    private <T> T within(Duration limit, CrashReason late, String what, Exchange<T> exchange) throws RefusalException {
        try (Deadline deadline = new Deadline(limit, server::close)) {
            try {
                return exchange.make();
            } catch (IOException broken) {
                if (deadline.passed()) {
                    throw new RefusalException(late, "%s %.1f s.".formatted(what, limit.toMillis() / 1e3));
                }
                throw reasonOf(broken);
            }
        }
    }

    /// What a server says after it has been asked may quote the text that it was asked about, and a reason goes to
    /// whoever writes the next program.
    private RefusalException reasonOf(IOException broken) {
        String said = server.lastWords().strip();
        CrashReason cause = server.accounts().outOfMemory() ? CrashReason.SERVING_BUDGET : CrashReason.JUDGEMENT;
        String reason = String.valueOf(broken.getMessage());
        if (asked || said.isEmpty()) {
            return new RefusalException(cause, reason, said);
        }
        return new RefusalException(cause, reason + "\nThe server's last words:\n" + said);
    }

    double loadSeconds() {
        return loadSeconds;
    }

    ModelServer.Accounts accounts() {
        return server.accounts();
    }

    @Override
    public void close() {
        server.close();
    }
}
