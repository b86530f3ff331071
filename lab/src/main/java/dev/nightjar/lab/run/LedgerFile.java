package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Ledger;
import dev.nightjar.core.ledger.LedgerCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A run's ledger, opened for writing. Whoever opens it holds the [LabLock].
///
/// An entry is forced to disk before [#append] returns it. When the disk is full, the reserve is given up so that the
/// entry can
/// still be written; then `append` throws, and the run ends with nothing lost. Later entries, such as the session's
/// end, are
/// written as long as there is room.
public final class LedgerFile implements Ledger, AutoCloseable {

    private final RunFolder run;
    private final InstantSource clock;
    private final FileChannel channel;
    private final FileChannel head;
    private final Reserve reserve;
    private final List<Entry> entries;
    private final Optional<String> note;
    private String lastHash;
    private long length;

    private LedgerFile(RunFolder run, InstantSource clock, LedgerReader.Reading reading) throws IOException {
        this.run = run;
        this.clock = clock;
        this.entries = new ArrayList<>(reading.entries());
        this.note = reading.torn();
        this.lastHash = reading.lastHash();
        this.length = reading.length();
        this.reserve = new Reserve(run.reserve());
        this.channel = FileChannel.open(run.ledger(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.head = FileChannel.open(run.head(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Opens a run's ledger, new or old, checks its chain and cuts off a torn last line.
    ///
    /// @throws UserError of kind `LEDGER` if it was altered, of kind `DISK` if there is no room for a reserve
    public static LedgerFile open(RunFolder run, InstantSource clock) {
        run.create();
        LedgerReader.Reading reading = LedgerReader.reading(run);
        try {
            LedgerFile ledger = new LedgerFile(run, clock, reading);
            ledger.channel.truncate(reading.length());
            ledger.channel.force(true);
            forceFolder(run.path());
            ledger.reserve.fill();
            return ledger;
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The ledger (%s) cannot be written: %s.".formatted(run.ledger(), e),
                    "the disk is read-only or full.",
                    e);
        }
    }

    @Override
    public List<Entry> entries() {
        return Collections.unmodifiableList(new ArrayList<>(entries));
    }

    /// What was found and mended on opening, for the session's first event.
    public Optional<String> note() {
        return note;
    }

    @Override
    public Entry append(Event event) {
        return append(event, clock.instant());
    }

    /// As [#append(Event)], for an event of another time: an import's.
    public synchronized Entry append(Event event, Instant at) {
        Entry entry = new Entry(entries.size() + 1L, at.truncatedTo(ChronoUnit.MILLIS), lastHash, event);
        String line = LedgerCodec.encode(entry);
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Optional<IOException> full = write(bytes);
        length += bytes.length;
        lastHash = LedgerCodec.hash(line);
        entries.add(entry);
        if (full.isPresent()) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The disk of (%s) is full: %s. The last event is written, with space that was kept for it."
                            .formatted(run.path(), full.get().getMessage()),
                    "files that nobody needs can be deleted; \"nightjar resume\" then goes on.",
                    full.get());
        }
        moveHead();
        return entry;
    }

    /// Returns the failure that cost the reserve, if it did.
    private Optional<IOException> write(byte[] bytes) {
        try {
            put(bytes);
            return Optional.empty();
        } catch (IOException first) {
            reserve.release();
            try {
                put(bytes);
                return Optional.of(first);
            } catch (IOException second) {
                throw new UserError(
                        UserError.Kind.DISK,
                        "The ledger (%s) cannot be written: %s.".formatted(run.ledger(), second.getMessage()),
                        "the disk is full; with room again, \"nightjar resume\" goes on.",
                        second);
            }
        }
    }

    /// A line that does not fit is taken back, so that no reader ever meets half of one in the middle.
    private void put(byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            for (long at = length; buffer.hasRemaining(); ) {
                at += channel.write(buffer, at);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
    }

    /// Not forced: a head that lags behind after a power cut is no harm.
    private void moveHead() {
        try {
            new LedgerHead(entries.size(), lastHash).write(head);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The file (%s) cannot be written: %s.".formatted(run.head(), e.getMessage()),
                    "the disk is full; with room again, \"nightjar resume\" goes on.",
                    e);
        }
    }

    /// A new file is only there after a power cut if its folder says so.
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try (channel;
                head) {
            channel.force(true);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The ledger (%s) cannot be closed: %s.".formatted(run.ledger(), e.getMessage()),
                    "the disk is gone.",
                    e);
        }
    }
}
