package dev.nightjar.core.scripted;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Ledger;
import dev.nightjar.core.ledger.LedgerCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A ledger in memory whose lines outlive the engine; the engine can be made to die at a line.
public final class MemoryLedger implements Ledger {

    /// The engine is gone, as by kill -9.
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final InstantSource clock;
    private final List<String> lines = new ArrayList<>();
    private int deadlyLine = Integer.MAX_VALUE;
    private boolean written;

    public MemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    /// Dies at line number `line`: just before it is written, or just after.
    public void dieAt(int line, boolean afterwards) {
        deadlyLine = line;
        written = afterwards;
    }

    public void live() {
        deadlyLine = Integer.MAX_VALUE;
    }

    public int size() {
        return lines.size();
    }

    @Override
    public List<Entry> entries() {
        return lines.stream().map(LedgerCodec::decode).toList();
    }

    public List<Event> events() {
        return entries().stream().map(Entry::event).toList();
    }

    public <T extends Event> List<T> events(Class<T> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public Entry append(Event event) {
        boolean deadly = lines.size() + 1 == deadlyLine;
        if (deadly && !written) {
            throw new Killed();
        }
        String previous = lines.isEmpty() ? Entry.NO_PREVIOUS : LedgerCodec.hash(lines.getLast());
        Entry entry = new Entry(lines.size() + 1, clock.instant(), previous, event);
        lines.add(LedgerCodec.encode(entry));
        if (deadly) {
            throw new Killed();
        }
        return entry;
    }
}
