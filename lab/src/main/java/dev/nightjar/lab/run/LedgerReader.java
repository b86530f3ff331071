package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.LedgerCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a ledger and checks its chain, whoever is writing it at the moment.
///
/// A last line without an end, or one that a power cut left full of zeros, was never acknowledged by the writer: it is
/// left out
/// and said so. Anything else that is wrong was altered by hand. The last line has no successor that holds its hash, so
/// the
/// writer keeps that in a file beside the ledger.
public final class LedgerReader {

    private static final Pattern VERSION = Pattern.compile("\\{\"v\":([0-9]{1,9}),");

    /// @param entries in order
    /// @param length  of the part of the file that they are, in bytes
    /// @param torn    what was left out after them, in words
    public record Reading(List<Entry> entries, long length, String lastHash, Optional<String> torn) {}

    private LedgerReader() {}

    /// The entries of a run, whether it is live, finished or imported.
    ///
    /// @throws UserError of kind `LEDGER`, with the line's number, if a line was altered, is lost, or is from a
    ///     newer Nightjar
    public static List<Entry> read(RunFolder run) {
        return reading(run).entries();
    }

    /// When the first entry of a ledger was written, or empty without one.
    static Optional<Instant> begun(Path ledger) {
        try (BufferedReader reader = Files.newBufferedReader(ledger, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            Matcher matcher = Pattern.compile("\"at\":\"([^\"]+)\"").matcher(line == null ? "" : line);
            return matcher.find() ? Optional.of(Instant.parse(matcher.group(1))) : Optional.empty();
        } catch (IOException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The head is read first: the writer moves it after the line, so the ledger is never behind it.
    static Reading reading(RunFolder run) {
        Optional<LedgerHead> head = LedgerHead.read(run.head());
        byte[] bytes;
        try {
            bytes = Files.exists(run.ledger()) ? Files.readAllBytes(run.ledger()) : new byte[0];
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LEDGER,
                    "The ledger (%s) cannot be read: %s.".formatted(run.ledger(), e),
                    "its permissions are wrong.",
                    e);
        }
        return new Parse(run.ledger(), bytes, head).read();
    }

    private record Parse(Path file, byte[] bytes, Optional<LedgerHead> head) {

        Reading read() {
            List<Entry> entries = new ArrayList<>();
            String previous = Entry.NO_PREVIOUS;
            int start = 0;
            while (start < bytes.length) {
                int end = indexOf('\n', start);
                boolean last = end < 0 || end == bytes.length - 1;
                if (end < 0 || (last && indexOf(0, start) >= 0)) {
                    return end(
                            entries,
                            start,
                            previous,
                            Optional.of("a torn last line of %d bytes was dropped".formatted(bytes.length - start)));
                }
                String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                entries.add(entry(line, entries.size() + 1, previous));
                previous = LedgerCodec.hash(line);
                if (head.isPresent()
                        && head.get().sequence() == entries.size()
                        && !head.get().hash().equals(previous)) {
                    throw altered(entries.size(), "is not the line that was written");
                }
                start = end + 1;
            }
            return end(entries, start, previous, Optional.empty());
        }

        private Reading end(List<Entry> entries, int length, String lastHash, Optional<String> torn) {
            if (head.isPresent() && head.get().sequence() > entries.size()) {
                throw altered(
                        entries.size() + 1,
                        "is missing; there were %d".formatted(head.get().sequence()));
            }
            return new Reading(List.copyOf(entries), length, lastHash, torn);
        }

        private Entry entry(String line, int number, String previous) {
            Matcher version = VERSION.matcher(line);
            if (version.lookingAt() && Integer.parseInt(version.group(1)) > LedgerCodec.VERSION) {
                throw new UserError(
                        UserError.Kind.LEDGER,
                        "%s, line %d: it has version %s, and this Nightjar reads up to %d."
                                .formatted(file, number, version.group(1), LedgerCodec.VERSION),
                        "a newer Nightjar wrote it; that one can read it.");
            }
            Entry entry;
            try {
                entry = LedgerCodec.decode(line);
            } catch (IllegalArgumentException e) {
                throw altered(
                        number,
                        "is no entry: %s"
                                .formatted(String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
            if (entry.sequence() != number) {
                throw altered(number, "has the sequence number %d".formatted(entry.sequence()));
            }
            if (!entry.previous().equals(previous)) {
                throw altered(number, "does not fit the line before it, whose hash it does not hold");
            }
            return entry;
        }

        private UserError altered(int number, String what) {
            return new UserError(
                    UserError.Kind.LEDGER,
                    "%s, line %d: it %s.".formatted(file, number, what),
                    "the ledger was altered by hand; a copy of it from before would be whole.");
        }

        private int indexOf(int wanted, int from) {
            for (int i = from; i < bytes.length; i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
            return -1;
        }
    }
}
