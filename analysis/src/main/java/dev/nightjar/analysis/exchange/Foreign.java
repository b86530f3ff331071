package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Result;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A run of another tool while it is being read: its rows in the file's order, and which of them is the
/// baseline.
final class Foreign {

    private static final GatePolicy STRICT = new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0);

    /// A line of the file before it is known which line is the baseline.
    record Line(ExperimentStatus status, OptionalDouble metric, Maker maker) {

        /// Makes the row once its number and what it was compared with are known.
        interface Maker {
            Result row(int number, OptionalDouble reference, boolean best);
        }
    }

    private Foreign() {}

    /// Rows from lines: the baseline is the first kept line, else the first that was measured; it is row 0 wherever
    /// it stands. Every later line is compared with the last kept one before it, and is the best if it is kept and
    /// better than everything kept before: other tools also keep what is as good and simpler.
    static List<Result> rows(List<Line> lines, Direction direction) {
        int baseline = baseline(lines);
        List<Result> rows = new ArrayList<>();
        OptionalDouble reference = OptionalDouble.empty();
        OptionalDouble best = OptionalDouble.empty();
        int number = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (i == baseline) {
                rows.add(line.maker().row(0, OptionalDouble.empty(), false));
                reference = line.metric();
                best = line.metric();
                continue;
            }
            boolean kept =
                    line.status() == ExperimentStatus.KEEP && line.metric().isPresent();
            boolean better =
                    kept && (best.isEmpty() || direction.better(line.metric().getAsDouble(), best.getAsDouble()));
            rows.add(line.maker().row(++number, reference, better));
            reference = kept ? line.metric() : reference;
            best = better ? line.metric() : best;
        }
        return rows;
    }

    private static int baseline(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).status() == ExperimentStatus.KEEP
                    && lines.get(i).metric().isPresent()) {
                return i;
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).metric().isPresent()) {
                return i;
            }
        }
        return -1;
    }

    /// The start of a run of which little is known.
    static Event.RunStarted run(
            String tag, String name, String metric, Direction direction, List<Result> rows, Format format) {
        String baseline = rows.stream()
                .filter(Result::baseline)
                .findFirst()
                .flatMap(row -> row.change().commit())
                .orElse("");
        return new Event.RunStarted(
                tag,
                name,
                "",
                0,
                baseline,
                new Configuration(Map.of()),
                "import-0",
                List.of(),
                metric,
                direction,
                JudgeKind.REPORTED,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                STRICT,
                "",
                OptionalInt.empty(),
                origin(format),
                "",
                "");
    }

    static String origin(Format format) {
        return "import " + format.id();
    }

    static List<Entry> ledger(Event.RunStarted run, List<Result> rows, ForeignText text) {
        return RowLedger.of(run, rows, Optional.of("read from " + text.name()), text.at());
    }

    /// Which way a metric gets better, when the format does not say: the way in which kept lines mostly went,
    /// else by its name.
    static Direction direction(String metric, List<Line> lines) {
        int falls = 0;
        int rises = 0;
        OptionalDouble last = OptionalDouble.empty();
        for (Line line : lines) {
            if (line.status() == ExperimentStatus.KEEP && line.metric().isPresent()) {
                if (last.isPresent()) {
                    falls += line.metric().getAsDouble() < last.getAsDouble() ? 1 : 0;
                    rises += line.metric().getAsDouble() > last.getAsDouble() ? 1 : 0;
                }
                last = line.metric();
            }
        }
        if (falls != rises) {
            return falls > rises ? Direction.LOWER : Direction.HIGHER;
        }
        String name = metric.toLowerCase(Locale.ROOT);
        boolean higher = List.of("acc", "score", "reward", "throughput", "f1", "auc").stream()
                .anyMatch(name::contains);
        return higher ? Direction.HIGHER : Direction.LOWER;
    }
}
