package dev.nightjar.analysis.exchange;

import dev.nightjar.core.error.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The formats in which a run can be written and read.
public enum Format {
    /// `results.tsv`: commit, val_bpb, memory_gb, status, description.
    KARPATHY_TSV("karpathy-tsv"),
    /// `autoresearch.jsonl`: a config line, then one object a run.
    PI_JSONL("pi-jsonl"),
    /// A structured-perturbation trajectory: a header, one object an iteration, a closing summary.
    TRAJECTORY("trajectory"),
    /// Nightjar's own flat table, with everything a row knows.
    CSV("csv");

    private final String id;

    Format(String id) {
        this.id = id;
    }

    /// As people type it.
    public String id() {
        return id;
    }

    /// @throws UserError if there is no such format
    public static Format of(String id) {
        return Arrays.stream(values())
                .filter(format -> format.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.USAGE,
                        "There is no format (%s).".formatted(id),
                        "it is one of %s."
                                .formatted(
                                        Arrays.stream(values()).map(Format::id).collect(Collectors.joining(", ")))));
    }

    /// Guesses from the first line that is not blank.
    ///
    /// @throws UserError if it looks like none of them
    public static Format detect(ForeignText text) {
        String first = text.lines().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        if (first.startsWith("{")) {
            boolean trajectory =
                    first.contains("\"_meta\"") || (first.contains("\"stage\"") && first.contains("\"iter\""));
            return trajectory ? TRAJECTORY : PI_JSONL;
        }
        if (first.toLowerCase(Locale.ROOT).startsWith("commit\t")) {
            return KARPATHY_TSV;
        }
        if (first.startsWith(CsvFormat.FIRST_COLUMN + ",")) {
            return CSV;
        }
        throw text.malformed(
                1,
                first.isEmpty() ? "nothing" : first,
                "it is none of the formats that can be imported: results.tsv, autoresearch.jsonl, trajectory.jsonl, or a table from nightjar export --format csv.");
    }
}
