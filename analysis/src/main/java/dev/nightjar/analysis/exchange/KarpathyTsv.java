package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/// `results.tsv`: `commit<TAB>val_bpb<TAB>memory_gb<TAB>status<TAB>description`, where a crash has `0.000000`
/// and `0.0`. The second column is named after the metric, as the format's other users do. A row without a
/// commit has `-`.
final class KarpathyTsv {

    static final String NO_COMMIT = "-";
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
        return TsvReader.read(text);
    }
}
