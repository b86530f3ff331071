package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.RunTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// Files as texts.
final class Texts {

    static final Instant NOW = Instant.parse("2026-10-05T07:00:00Z");

    private Texts() {}

    static ForeignText file(String name, String text) {
        return new ForeignText(name, "oct04", text.lines().toList(), NOW);
    }

    static RunTable table(String text) {
        return RunTable.of(Exchange.read(file("results", text)).runs().getFirst());
    }

    static String written(Format format, RunTable table) {
        StringBuilder out = new StringBuilder();
        try {
            Exchange.write(format, table, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /// As the same format, once around.
    static String around(Format format, String text) {
        return written(format, table(text));
    }
}
