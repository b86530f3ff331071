package dev.nightjar.agents.transcript;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.money.Spent;
import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// The transcript of a run, opened for writing by its engine. A line is forced to disk before [#write] returns, also on
/// a thread that was interrupted while it waited for the model: a channel would close itself then, this file does not.
public final class Transcript implements AutoCloseable {

    /// In the run's folder.
    public static final String NAME = "exchanges.jsonl";

    private final Path file;
    private final RandomAccessFile lines;
    private final InstantSource clock;
    private final Spent before;

    private Transcript(Path file, RandomAccessFile lines, InstantSource clock, Spent before) {
        this.file = file;
        this.lines = lines;
        this.clock = clock;
        this.before = before;
    }

    /// Opens an old one at its end, cutting off a torn last line, or begins a new one with a header.
    ///
    /// @param configuration which models may be asked; without keys
    /// @throws UserError of kind `DISK` if it cannot be written
    public static Transcript open(Path file, Map<String, Object> configuration, InstantSource clock) {
        try {
            Spent before = Spent.NOTHING;
            long length = 0;
            if (Files.exists(file) && TranscriptReader.wholeLines(Files.readAllBytes(file)) > 0) {
                TranscriptReader.Reading old = TranscriptReader.read(file);
                before = old.spent();
                length = old.length();
            }
            RandomAccessFile lines = new RandomAccessFile(file.toFile(), "rw");
            Transcript transcript = new Transcript(file, lines, clock, before);
            lines.setLength(length);
            lines.seek(length);
            if (length == 0) {
                transcript.put(ExchangeCodec.encode(new ExchangeCodec.Header(
                        ExchangeCodec.VERSION,
                        "header",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        configuration)));
            }
            return transcript;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /// What the exchanges that were there already cost.
    public Spent before() {
        return before;
    }

    /// For [dev.nightjar.agents.model.Retrying]: a failure that another attempt follows.
    public void retried(String model, Question question, ModelException failure) {
        write(Exchange.Type.RETRIED, model, question, new Exchange.Outcome.Failed(failure));
    }

    void write(Exchange.Type type, String model, Question question, Exchange.Outcome outcome) {
        put(ExchangeCodec.encode(
                new Exchange(type, clock.instant().truncatedTo(ChronoUnit.MILLIS), model, question, outcome)));
    }

    /// A line that does not fit is taken back: no reader meets half of one in the middle.
    private synchronized void put(String line) {
        try {
            long length = lines.getFilePointer();
            try {
                lines.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                lines.getFD().sync();
            } catch (IOException e) {
                lines.setLength(length);
                lines.seek(length);
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static UserError unwritable(Path file, IOException e) {
        return new UserError(
                UserError.Kind.DISK,
                "The transcript (%s) cannot be written: %s.".formatted(file, e),
                "the disk is full; with room again, \"nightjar resume\" goes on.",
                e);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
