package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.run.ExperimentStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// `results.tsv`: `commit<TAB>val_bpb<TAB>memory_gb<TAB>status<TAB>description`, where a crash has `0.000000`
/// and `0.0`. The second column is named after the metric, as the format's other users do. A row without a
/// commit has `-`.
final class KarpathyTsv {

    private static final String NO_COMMIT = "-";
    private static final int COLUMNS = 5;
    private static final double SMALLEST_FOR_SIX_DECIMALS = 1e-3;

    private KarpathyTsv() {}

    static void write(RunTable table, Appendable out) throws IOException {
        out.append("commit\t%s\tmemory_gb\tstatus\tdescription\n"
                .formatted(TrueStatus.oneLine(table.run().metric())));
        for (Result row : table.results()) {
            boolean crash = row.status() == ExperimentStatus.CRASH || row.status() == ExperimentStatus.TAINTED;
            OptionalDouble metric = crash ? OptionalDouble.empty() : row.metric();
            double memory = crash ? 0 : row.cost().peakMemoryGib();
            out.append(row.change().shortCommit().orElse(NO_COMMIT))
                    .append('\t')
                    .append(number(metric.orElse(0)))
                    .append('\t')
                    .append(String.format(Locale.ROOT, "%.1f", memory))
                    .append('\t')
                    .append(status(row.status()))
                    .append('\t')
                    .append(description(row))
                    .append('\n');
        }
    }

    private static String status(ExperimentStatus status) {
        return switch (status) {
            case KEEP -> "keep";
            case DISCARD, BLOCKED, CHECKS_FAILED -> "discard";
            case CRASH, TAINTED -> "crash";
        };
    }

    private static String description(Result row) {
        return switch (row.status()) {
            case KEEP, DISCARD -> TrueStatus.oneLine(row.description());
            case CRASH -> {
                String reason = TrueStatus.oneLine(row.ending().reason());
                yield TrueStatus.oneLine(row.description()) + (reason.isEmpty() ? "" : " (%s)".formatted(reason));
            }
            case BLOCKED, TAINTED, CHECKS_FAILED -> TrueStatus.mark(row);
        };
    }

    /// Six decimals, as the format has them; more only for metrics too small for six.
    private static String number(double value) {
        boolean tiny = value != 0 && Math.abs(value) < SMALLEST_FOR_SIX_DECIMALS;
        return tiny ? Double.toString(value) : String.format(Locale.ROOT, "%.6f", value);
    }

    static Imported read(ForeignText text) {
        List<Foreign.Line> lines = new ArrayList<>();
        String metric = "";
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (line.isBlank()) {
                continue;
            }
            String[] cells = line.split("\t", COLUMNS);
            if (cells.length < COLUMNS) {
                throw text.malformed(
                        i + 1,
                        line,
                        "a column is missing: commit, metric, memory_gb, status and description are separated by tabs.");
            }
            if (metric.isEmpty()) {
                metric = header(text, i + 1, cells);
            } else {
                lines.add(line(text, i + 1, cells));
            }
        }
        if (lines.isEmpty()) {
            throw text.malformed(text.lines().size(), "no experiments", "the run has only just begun.");
        }
        List<Result> rows = Foreign.rows(lines);
        var run = Foreign.run(
                text.tag(), text.tag(), metric, Foreign.direction(metric, lines), rows, Format.KARPATHY_TSV);
        return new Imported(
                Format.KARPATHY_TSV,
                List.of(Foreign.ledger(run, rows, text)),
                List.of("The format has no times; they are shown as unknown."));
    }

    private static String header(ForeignText text, int number, String[] cells) {
        if (!cells[0].strip().equalsIgnoreCase("commit") || !cells[3].strip().equalsIgnoreCase("status")) {
            throw text.malformed(
                    number,
                    String.join(" ", cells),
                    "the header is missing: commit, val_bpb, memory_gb, status, description.");
        }
        return cells[1].strip();
    }

    private static Foreign.Line line(ForeignText text, int number, String[] cells) {
        ExperimentStatus known = status(text, number, cells[3].strip());
        TrueStatus told = TrueStatus.read(cells[4].strip(), known);
        double value = number(text, number, cells[1].strip());
        OptionalDouble metric = known == ExperimentStatus.CRASH || (value == 0 && known == ExperimentStatus.DISCARD)
                ? OptionalDouble.empty()
                : OptionalDouble.of(value);
        long memory = Cost.bytes(number(text, number, cells[2].strip()));
        Optional<String> commit =
                Optional.of(cells[0].strip()).filter(name -> !name.equals(NO_COMMIT) && !name.isEmpty());
        return new Foreign.Line(
                told.status(),
                metric,
                (row, reference, best) -> new Result(
                        row,
                        told.status(),
                        best,
                        Change.described(told.description(), commit),
                        metric.isPresent() ? Measurement.single(metric.getAsDouble(), reference) : Measurement.NONE,
                        told.ending(),
                        Cost.trained(0, memory),
                        Map.of(),
                        Map.of(),
                        text.at(),
                        text.at()));
    }

    private static ExperimentStatus status(ForeignText text, int number, String found) {
        return Arrays.stream(ExperimentStatus.values())
                .filter(status -> status.text().equals(found.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> text.malformed(
                        number, found, "the status is one of keep, discard and crash, in the fourth column."));
    }

    private static double number(ForeignText text, int line, String found) {
        try {
            double value = Double.parseDouble(found);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw text.malformed(line, found, "a number is meant; a crash has 0.000000 and 0.0.");
        }
        throw text.malformed(line, found, "the trial diverged and should be a crash with 0.000000.");
    }
}
