package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/// Nightjar's own flat table, one record an experiment with everything a row knows; what belongs to the run is
/// repeated in each. Columns are found by name, so their order does not matter. An empty cell is an unknown
/// value. Times are ISO 8601 in UTC, durations seconds (`_s`), `changes`, `reported` and `notes` JSON objects,
/// and each knob has a column `knob.<name>` with its value in the changed program.
final class CsvFormat {

    static final String FIRST_COLUMN = "run";
    static final String KNOB = "knob.";

    static final List<String> RUN_COLUMNS = List.of(
            FIRST_COLUMN,
            "lab",
            "goal",
            "seed",
            "metric_name",
            "direction",
            "judge",
            "budget",
            "device",
            "gate",
            "compare",
            "minimum_gain",
            "searcher",
            "searcher_changes",
            "machine",
            "version");

    static final List<String> ROW_COLUMNS = List.of(
            "number",
            "status",
            "best",
            "metric",
            "standard_error",
            "reference",
            "gain",
            "trials",
            "description",
            "hypothesis",
            "proposer",
            "changes",
            "reason",
            "rail",
            "crash",
            "commit",
            "base",
            "started_at",
            "ended_at",
            "proposing_s",
            "preflight_s",
            "training_s",
            "start_up_s",
            "judging_s",
            "peak_memory_bytes",
            "reported",
            "notes");

    private CsvFormat() {}

    static Imported read(ForeignText text) {
        return CsvReader.read(text);
    }

    static void write(RunTable table, Appendable out) throws IOException {
        Set<String> knobs = new LinkedHashSet<>(table.run().menu());
        knobs.addAll(table.run().knobs().values().keySet());
        table.results()
                .forEach(row ->
                        knobs.addAll(row.change().configuration().values().keySet()));
        List<String> header = new ArrayList<>(RUN_COLUMNS);
        header.addAll(ROW_COLUMNS);
        knobs.forEach(knob -> header.add(KNOB + knob));
        Csv.write(header, out);
        for (Result row : table.results()) {
            List<String> cells = new ArrayList<>(run(table.run()));
            cells.addAll(row(row, table.run()));
            Configuration configuration = row.change().configuration();
            knobs.forEach(knob ->
                    cells.add(configuration.get(knob).map(CsvFormat::value).orElse("")));
            Csv.write(cells, out);
        }
    }

    private static List<String> run(Event.RunStarted run) {
        return List.of(
                run.tag(),
                run.lab(),
                run.goal(),
                Long.toString(run.seed()),
                run.metric(),
                lower(run.direction()),
                lower(run.judge()),
                run.budget().map(Object::toString).orElse(""),
                run.device(),
                lower(run.gate().policy()),
                lower(run.gate().compare()),
                number(run.gate().minimumGain()),
                run.proposer(),
                run.changes().isPresent() ? Integer.toString(run.changes().getAsInt()) : "",
                run.machine(),
                run.version());
    }

    private static List<String> row(Result row, Event.RunStarted run) {
        return List.of(
                Integer.toString(row.number()),
                row.status().text(),
                Boolean.toString(row.best()),
                number(row.metric()),
                number(row.measurement().standardError()),
                number(row.measurement().reference()),
                number(row.gain(run.direction())),
                Integer.toString(row.measurement().trials()),
                row.description(),
                row.change().hypothesis(),
                row.change().proposer(),
                row.change().knobs().isEmpty()
                        ? ""
                        : JsonLine.write(row.change().knobs()),
                row.ending().reason(),
                row.ending().rail().map(Object::toString).orElse(""),
                row.ending().crash().map(CsvFormat::lower).orElse(""),
                row.change().commit().orElse(""),
                row.change().base().orElse(""),
                row.startedAt().toString(),
                row.endedAt().toString(),
                seconds(row.cost().proposing()),
                seconds(row.cost().preflight()),
                seconds(row.cost().training()),
                seconds(row.cost().startUp()),
                seconds(row.cost().judging()),
                bytes(row.cost().peakMemoryBytes()),
                row.reported().isEmpty() ? "" : JsonLine.write(JsonLine.plain(row.reported())),
                row.notes().isEmpty() ? "" : JsonLine.write(row.notes()));
    }

    /// A text that could be read as a number, a flag or JSON is written as a JSON text.
    private static String value(KnobValue value) {
        return switch (value) {
            case KnobValue.Text(String text) ->
                text.matches("[A-Za-z_][\\w .-]*") && !text.matches("true|false|NaN|Infinity")
                        ? text
                        : JsonLine.write(text);
            case KnobValue.Int _, KnobValue.Real _, KnobValue.Flag _ -> value.toString();
        };
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    private static String number(double value) {
        return JsonLine.plain(value).toString();
    }

    /// To the millisecond; what was not measured or took no time is empty.
    private static String seconds(double value) {
        double rounded = Math.round(1000 * value) / 1000.0;
        return rounded == 0 ? "" : number(rounded);
    }

    private static String bytes(long value) {
        return value == 0 ? "" : Long.toString(value);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
