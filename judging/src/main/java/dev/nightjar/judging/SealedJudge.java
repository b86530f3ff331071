package dev.nightjar.judging;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/// Scores a fixed set of validation rows by serving the trial's checkpoint from a fresh process. Every trial of a
/// run is scored on the same rows, so what differs between two trials is the model.
public final class SealedJudge implements Judge {

    /// Rows in one request: enough to keep two cores busy, few enough that the logits of a batch fit anywhere.
    private static final int BATCH = 16;

    private final ModelServers servers;
    private final Rows rows;
    private final TokenBytes bytes;
    private final int vocabulary;
    private final Duration limit;

    /// @param vocabulary tokens including special ones
    /// @param limit      for the whole judgement, the server's start included
    public SealedJudge(ModelServers servers, Rows rows, TokenBytes bytes, int vocabulary, Duration limit) {
        this.servers = servers;
        this.rows = rows;
        this.bytes = bytes;
        this.vocabulary = vocabulary;
        this.limit = limit;
    }

    @Override
    public Judgement judge(Trial trial, TrialOutcome.Trained training, Interruption interruption) {
        interruption.check();
        long start = System.nanoTime();
        ModelServer server = servers.start(trial, limit);
        try (server;
                Interruption.Registration _ = interruption.onRequest(server::close)) {
            ScoredRows scored = score(server);
            return new Judgement.Measured(
                    scored.bitsPerByte(),
                    rows.count() < 2 ? OptionalDouble.empty() : OptionalDouble.of(scored.standardError()),
                    JudgeKind.SEALED,
                    scored.tokens(),
                    (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            interruption.check();
            return new Judgement.Refused(reason(e, server, start));
        }
    }

    private ScoredRows score(ModelServer server) throws IOException {
        FrameReader reader = new FrameReader(server.answers());
        FrameWriter writer = new FrameWriter(server.requests());
        requireAgreed(reader.hello());
        ScoredRows scored = new ScoredRows(rows, bytes);
        for (int from = 0, id = 1; from < rows.count(); from += BATCH, id++) {
            int to = Math.min(from + BATCH, rows.count());
            ScoreRequest request = new ScoreRequest(id, to - from, rows.context(), rows.batch(from, to));
            writer.write(request);
            Scored answer = reader.scored(request);
            for (int row = from; row < to; row++) {
                scored.add(row, answer.values(), (row - from) * rows.context());
            }
        }
        return scored;
    }

    private void requireAgreed(Hello hello) throws IOException {
        if (hello.vocabulary() != vocabulary || hello.longestContext() < rows.context()) {
            throw new IOException(
                    "The server has a vocabulary of %d and reads up to %d tokens; the judge needs %d and %d."
                            .formatted(hello.vocabulary(), hello.longestContext(), vocabulary, rows.context()));
        }
    }

    private String reason(IOException failure, ModelServer server, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String said = server.lastWords().strip();
        String late =
                seconds >= limit.toMillis() / 1000.0 ? " The limit of %d s is over.".formatted(limit.toSeconds()) : "";
        return String.valueOf(failure.getMessage())
                + late
                + (said.isEmpty() ? "" : "\nThe server's last words:\n" + said);
    }
}
