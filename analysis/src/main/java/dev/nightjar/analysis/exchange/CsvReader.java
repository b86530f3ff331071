package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the table that [CsvFormat] writes.
final class CsvReader {

    private final ForeignText text;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private CsvReader(ForeignText text, Csv.Row header) {
        this.text = text;
        for (int i = 0; i < header.cells().size(); i++) {
            columns.put(header.cells().get(i), i);
        }
        for (String needed : List.of("number", "status", "metric", "metric_name", "direction", "description")) {
            if (!columns.containsKey(needed)) {
                throw text.malformed(
                        header.line(),
                        String.join(",", header.cells()),
                        "the column %s is missing from the header.".formatted(needed));
            }
        }
    }

    static Imported read(ForeignText text) {
        List<Csv.Row> records = Csv.read(text);
        CsvReader reader = new CsvReader(text, records.getFirst());
        List<Result> rows = new ArrayList<>();
        for (Csv.Row row : records.subList(1, records.size())) {
            rows.add(reader.row(row));
        }
        if (rows.isEmpty()) {
            throw text.malformed(records.getFirst().line(), "a header and no rows", "the run has only just begun.");
        }
        Event.RunStarted run = reader.run(records.get(1), rows);
        return new Imported(
                Format.CSV,
                List.of(RowLedger.of(run, rows, Optional.of("read from " + text.name()), text.at())),
                List.of());
    }

    private Event.RunStarted run(Csv.Row first, List<Result> rows) {
        Optional<Result> baseline = rows.stream().filter(Result::baseline).findFirst();
        List<String> menu = columns.keySet().stream()
                .filter(name -> name.startsWith(CsvFormat.KNOB))
                .map(name -> name.substring(CsvFormat.KNOB.length()))
                .toList();
        return new Event.RunStarted(
                text.tag(),
                cell(first, "lab"),
                cell(first, "goal"),
                whole(first, "seed").orElse(0L),
                baseline.flatMap(row -> row.change().commit()).orElse(""),
                baseline.map(row -> row.change().configuration()).orElseGet(() -> new Configuration(Map.of())),
                "import-0",
                menu,
                cell(first, "metric_name"),
                word(first, "direction", Direction.class).orElse(Direction.LOWER),
                word(first, "judge", JudgeKind.class).orElse(JudgeKind.REPORTED),
                Optional.empty(),
                parsed(first, "budget", Budget::parse, "a budget such as 2 TFLOP"),
                cell(first, "device"),
                Optional.empty(),
                new GatePolicy(
                        word(first, "gate", GatePolicy.Policy.class).orElse(GatePolicy.Policy.STRICT),
                        word(first, "compare", GatePolicy.Compare.class).orElse(GatePolicy.Compare.INCUMBENT),
                        number(first, "minimum_gain").orElse(0)),
                cell(first, "searcher"),
                whole(first, "searcher_changes")
                        .map(limit -> OptionalInt.of(limit.intValue()))
                        .orElse(OptionalInt.empty()),
                Foreign.origin(Format.CSV),
                cell(first, "machine"),
                cell(first, "version"));
    }

    private Result row(Csv.Row row) {
        Instant end = parsed(row, "ended_at", Instant::parse, "a time such as 2026-10-04T01:12:00Z")
                .orElse(text.at());
        Instant start = parsed(row, "started_at", Instant::parse, "a time such as 2026-10-04T01:12:00Z")
                .orElse(end);
        OptionalDouble metric = number(row, "metric");
        return new Result(
                Math.toIntExact(whole(row, "number").orElseThrow(() -> wrong(row, "number", "a whole number from 0"))),
                word(row, "status", ExperimentStatus.class).orElseThrow(() -> wrong(row, "status", "a status")),
                cell(row, "best").equals("true"),
                change(row),
                new Measurement(
                        metric,
                        number(row, "standard_error"),
                        number(row, "reference"),
                        whole(row, "trials")
                                .orElse(metric.isPresent() ? 1L : 0L)
                                .intValue()),
                new Result.Ending(
                        cell(row, "reason"),
                        parsed(row, "rail", RailName::of, "a rail such as R4_cross"),
                        word(row, "crash", CrashReason.class)),
                new Cost(
                        number(row, "proposing_s").orElse(0),
                        number(row, "preflight_s").orElse(0),
                        number(row, "training_s").orElse(0),
                        number(row, "start_up_s").orElse(0),
                        number(row, "judging_s").orElse(0),
                        whole(row, "peak_memory_bytes").orElse(0L)),
                numbers(row),
                object(row, "notes"),
                start,
                end);
    }

    private Change change(Csv.Row row) {
        Map<String, KnobValue> knobs = new LinkedHashMap<>();
        object(row, "changes").forEach((name, value) -> {
            if (value == null) {
                throw wrong(row, "changes", "a value for knob %s".formatted(name));
            }
            knobs.put(name, KnobValue.of(value));
        });
        Map<String, KnobValue> configuration = new LinkedHashMap<>();
        for (String column : columns.keySet()) {
            String cell = cell(row, column);
            if (column.startsWith(CsvFormat.KNOB) && !cell.isEmpty()) {
                configuration.put(column.substring(CsvFormat.KNOB.length()), value(row, cell));
            }
        }
        return new Change(
                cell(row, "proposer"),
                cell(row, "description"),
                cell(row, "hypothesis"),
                knobs,
                new Configuration(configuration),
                Optional.of(cell(row, "commit")).filter(name -> !name.isEmpty()),
                Optional.of(cell(row, "base")).filter(name -> !name.isEmpty()));
    }

    private KnobValue value(Csv.Row row, String cell) {
        if (cell.startsWith("\"")) {
            Object read =
                    JsonLine.parse(text, row.line(), "{\"value\":" + cell + "}").get("value");
            return new KnobValue.Text(String.valueOf(read));
        }
        if (cell.equals("true") || cell.equals("false")) {
            return new KnobValue.Flag(cell.equals("true"));
        }
        if (cell.matches("-?\\d{1,18}")) {
            return new KnobValue.Int(Long.parseLong(cell));
        }
        try {
            return new KnobValue.Real(Double.parseDouble(cell));
        } catch (NumberFormatException notANumber) {
            return new KnobValue.Text(cell);
        }
    }

    private Map<String, @Nullable Object> object(Csv.Row row, String column) {
        String cell = cell(row, column);
        return cell.isEmpty() ? new HashMap<>() : JsonLine.parse(text, row.line(), cell);
    }

    private Map<String, Double> numbers(Csv.Row row) {
        Map<String, Double> numbers = new TreeMap<>();
        object(row, "reported").forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(name, number.doubleValue());
            }
        });
        return numbers;
    }

    private String cell(Csv.Row row, String column) {
        Integer index = columns.get(column);
        return index == null || index >= row.cells().size() ? "" : row.cells().get(index);
    }

    private OptionalDouble number(Csv.Row row, String column) {
        Optional<Double> value = parsed(row, column, Double::valueOf, "a number");
        if (value.isPresent() && !Double.isFinite(value.get())) {
            throw wrong(row, column, "a finite number");
        }
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private Optional<Long> whole(Csv.Row row, String column) {
        return parsed(row, column, Long::valueOf, "a whole number");
    }

    private <E extends Enum<E>> Optional<E> word(Csv.Row row, String column, Class<E> type) {
        return parsed(
                row,
                column,
                found -> Enum.valueOf(type, found.toUpperCase(Locale.ROOT)),
                "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    private <T> Optional<T> parsed(Csv.Row row, String column, Function<String, T> parser, String expected) {
        String cell = cell(row, column);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(cell));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(row, column, expected);
        }
    }

    private RuntimeException wrong(Csv.Row row, String column, String expected) {
        return text.malformed(
                row.line(), "%s = %s".formatted(column, cell(row, column)), "%s is meant there.".formatted(expected));
    }
}
