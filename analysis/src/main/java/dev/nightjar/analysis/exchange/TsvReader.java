package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// Reads `results.tsv`. People add columns of their own between the format's, so the columns are found by their
/// names: the metric is the second one whatever it is called, and numbers in columns that the format does not have
/// are what the program reported.
final class TsvReader {

    private static final Map<String, ExperimentStatus> OTHER_WORDS = Map.of(
            "kept", ExperimentStatus.KEEP,
            "baseline", ExperimentStatus.KEEP,
            "discarded", ExperimentStatus.DISCARD,
            "reverted", ExperimentStatus.DISCARD,
            "crashed", ExperimentStatus.CRASH);
    private static final Set<String> NO_NUMBER = Set.of("", "-", "na", "n/a", "none");
    private static final Set<String> OWN = Set.of("commit", "memory_gb", "status", "description");

    private final ForeignText text;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final String metric;

    private TsvReader(ForeignText text, int line, String header) {
        this.text = text;
        for (String name : header.split("\t", -1)) {
            columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), columns.size());
        }
        List<String> names = List.copyOf(columns.keySet());
        if (!names.getFirst().equals("commit") || names.size() < 3 || !columns.containsKey("status")) {
            throw text.malformed(
                    line, header, "the header is missing: commit, val_bpb, memory_gb, status, description.");
        }
        this.metric = header.split("\t", -1)[1].strip();
    }

    static Imported read(ForeignText text) {
        TsvReader reader = null;
        List<Foreign.Line> lines = new ArrayList<>();
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (line.isBlank()) {
                continue;
            }
            if (reader == null) {
                reader = new TsvReader(text, i + 1, line);
            } else {
                lines.add(reader.line(i + 1, line));
            }
        }
        if (reader == null || lines.isEmpty()) {
            throw text.malformed(Math.max(1, text.lines().size()), "no experiments", "the run has only just begun.");
        }
        Direction direction = Foreign.direction(reader.metric, lines);
        List<Result> rows = Foreign.rows(lines, direction);
        var run = Foreign.run(text.tag(), text.tag(), reader.metric, direction, rows, Format.KARPATHY_TSV);
        return new Imported(
                Format.KARPATHY_TSV,
                List.of(Foreign.ledger(run, rows, text)),
                List.of("The format has no times; they are shown as unknown."));
    }

    private Foreign.Line line(int number, String line) {
        String[] cells = line.split("\t", columns.size());
        if (cells.length < columns.size()) {
            throw text.malformed(
                    number,
                    line,
                    "a column is missing: %s are separated by tabs.".formatted(String.join(", ", columns.keySet())));
        }
        ExperimentStatus known = status(number, cells[column("status")].strip());
        TrueStatus told = TrueStatus.read(cells[column("description")].strip(), known);
        OptionalDouble value = number(number, cells[1].strip());
        boolean unmeasured = known == ExperimentStatus.CRASH
                || value.isEmpty()
                || (value.getAsDouble() == 0 && known != ExperimentStatus.KEEP);
        if (unmeasured && known == ExperimentStatus.KEEP) {
            throw text.malformed(number, cells[1], "a number is meant for what was kept.");
        }
        OptionalDouble measured = unmeasured ? OptionalDouble.empty() : value;
        double memory = columns.containsKey("memory_gb")
                ? number(number, cells[column("memory_gb")].strip()).orElse(0)
                : 0;
        Optional<String> commit =
                Optional.of(cells[0].strip()).filter(name -> !name.equals(KarpathyTsv.NO_COMMIT) && !name.isEmpty());
        Map<String, Double> reported = unmeasured ? Map.of() : reported(cells);
        return new Foreign.Line(
                told.status(),
                measured,
                (row, reference, best) -> new Result(
                        row,
                        told.status(),
                        best,
                        Change.described(told.description(), commit),
                        new Measurement(measured, OptionalDouble.empty(), reference, measured.isPresent() ? 1 : 0),
                        told.ending(),
                        Cost.trained(0, Cost.bytes(memory)),
                        reported,
                        Map.of(),
                        text.at(),
                        text.at()));
    }

    /// The last column is the description, even where somebody calls it otherwise.
    private int column(String name) {
        return columns.getOrDefault(name, columns.size() - 1);
    }

    private Map<String, Double> reported(String[] cells) {
        Map<String, Double> reported = new TreeMap<>();
        columns.forEach((name, index) -> {
            if (index != 1 && !OWN.contains(name)) {
                try {
                    reported.put(name, Double.parseDouble(cells[index].strip()));
                } catch (NumberFormatException _) {
                    // A column of somebody's own may hold anything.
                }
            }
        });
        return reported;
    }

    private ExperimentStatus status(int line, String found) {
        String word = found.toLowerCase(Locale.ROOT);
        return Arrays.stream(ExperimentStatus.values())
                .filter(status -> status.text().equals(word))
                .findFirst()
                .or(() -> Optional.ofNullable(OTHER_WORDS.get(word)))
                .orElseThrow(() -> text.malformed(
                        line, found, "the status is one of keep, discard and crash, in its own column."));
    }

    private OptionalDouble number(int line, String found) {
        if (NO_NUMBER.contains(found.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(found);
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            throw text.malformed(line, found, "a number is meant; a crash has 0.000000 and 0.0.");
        }
        throw text.malformed(line, found, "the trial diverged and should be a crash with 0.000000.");
    }
}
