package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `autoresearch.jsonl`, also `.auto/log.jsonl`: a config line, then one object a run. Time stamps are read in
/// seconds or milliseconds and written in milliseconds. Each later config line starts a new segment, which
/// becomes a run of its own.
final class PiJsonl {

    /// Before the year 5138 in seconds, after 1973 in milliseconds.
    private static final double SECONDS_BELOW = 1e11;

    private static final Set<String> KNOWN =
            Set.of("run", "commit", "metric", "metrics", "status", "description", "timestamp", "segment");
    private static final String CONFIG_NOTE = "config";
    private static final List<String> STATUSES = List.of("keep", "discard", "crash", "checks_failed");

    private PiJsonl() {}

    /// One segment a run.
    static void write(List<RunTable> segments, Appendable out) throws IOException {
        int run = 0;
        for (int segment = 0; segment < segments.size(); segment++) {
            RunTable table = segments.get(segment);
            out.append(JsonLine.write(config(table))).append('\n');
            for (int i = 0; i < table.results().size(); i++) {
                Map<String, @Nullable Object> line = line(table, i, ++run, segment);
                out.append(JsonLine.write(line)).append('\n');
            }
        }
    }

    private static Map<String, @Nullable Object> config(RunTable table) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("type", "config");
        config.put("name", table.run().lab());
        config.put("metricName", table.run().metric());
        config.put("metricUnit", "");
        config.put("bestDirection", table.run().direction().name().toLowerCase(Locale.ROOT));
        if (!table.results().isEmpty()
                && table.results().getFirst().notes().get(CONFIG_NOTE) instanceof Map<?, ?> original) {
            original.forEach((key, value) -> config.put(String.valueOf(key), value));
        }
        return config;
    }

    private static Map<String, @Nullable Object> line(RunTable table, int index, int run, int segment) {
        Result row = table.results().get(index);
        boolean unknown = !STATUSES.contains(row.status().text());
        boolean crash = row.status() == ExperimentStatus.CRASH || row.status() == ExperimentStatus.TAINTED;
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("run", run);
        line.put("commit", row.change().shortCommit().orElse(""));
        line.put("metric", JsonLine.plain(crash ? 0 : row.metric().orElse(0)));
        line.put("metrics", JsonLine.plain(row.reported()));
        line.put("status", status(row.status()));
        line.put("description", unknown ? TrueStatus.mark(row) : row.description());
        line.put("timestamp", row.endedAt().toEpochMilli());
        line.put("segment", segment);
        OptionalDouble confidence =
                Confidence.of(table.results().subList(0, index + 1), table.run().direction());
        line.put("confidence", confidence.isPresent() ? JsonLine.plain(confidence.getAsDouble()) : null);
        if (table.imported()) {
            Map<String, @Nullable Object> notes = new LinkedHashMap<>(row.notes());
            notes.remove(CONFIG_NOTE);
            line.putAll(notes);
        } else {
            line.put("asi", sideInformation(row, table));
        }
        return line;
    }

    private static String status(ExperimentStatus status) {
        return switch (status) {
            case BLOCKED -> "discard";
            case TAINTED -> "crash";
            case KEEP, DISCARD, CRASH, CHECKS_FAILED -> status.text();
        };
    }

    private static Map<String, Object> sideInformation(Result row, RunTable table) {
        Map<String, Object> asi = new LinkedHashMap<>();
        if (!row.change().hypothesis().isBlank()) {
            asi.put("hypothesis", row.change().hypothesis());
        }
        if (!row.change().knobs().isEmpty()) {
            asi.put("arch_change", row.change().knobs());
        }
        row.metric()
                .ifPresent(metric -> asi.put(
                        "result",
                        "%s %s (%s judge)"
                                .formatted(
                                        table.run().metric(),
                                        metric,
                                        table.run().judge().name().toLowerCase(Locale.ROOT))));
        if (row.status() != ExperimentStatus.KEEP && !row.ending().reason().isBlank()) {
            asi.put("rollback_reason", row.ending().reason());
        }
        for (String note : List.of("hypothesis", "arch_change", "next_action_hint")) {
            if (row.notes().get(note) instanceof String said && !said.isBlank()) {
                asi.put(note, said); // the proposer's own words say more
            }
        }
        return asi;
    }

    static Imported read(ForeignText text) {
        List<Segment> segments = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (JsonLine line : JsonLine.all(text)) {
            String type = line.string("type").orElse("run");
            if (type.equals("config")) {
                segments.removeIf(segment -> segment.lines().isEmpty());
                segments.add(new Segment(line, new ArrayList<>()));
            } else if (line.has("metric") || line.has("status")) {
                if (segments.isEmpty()) {
                    segments.add(new Segment(new JsonLine(text, line.number(), Map.of()), new ArrayList<>()));
                }
                segments.getLast().lines().add(line);
            } else {
                remarks.add("Line %d is neither a config nor a run (type %s) and was left out."
                        .formatted(line.number(), type));
            }
        }
        segments.removeIf(segment -> segment.lines().isEmpty());
        if (segments.isEmpty()) {
            throw text.malformed(Math.max(1, text.lines().size()), "no runs", "the session has only been configured.");
        }
        if (segments.size() > 1) {
            remarks.add("The file has %d segments; each became a run of its own.".formatted(segments.size()));
        }
        List<List<Entry>> runs = new ArrayList<>();
        int before = 0;
        for (Segment segment : segments) {
            runs.add(segment.ledger(text, before, runs.isEmpty() ? text.tag() : text.tag() + "-" + (runs.size() + 1)));
            before += segment.lines().size();
        }
        return new Imported(Format.PI_JSONL, runs, remarks);
    }

    private record Segment(JsonLine config, List<JsonLine> lines) {

        List<Entry> ledger(ForeignText text, int before, String tag) {
            Direction direction = direction();
            List<Foreign.Line> read = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                Map<String, @Nullable Object> notes = new LinkedHashMap<>();
                if (i == 0 && !config.fields().isEmpty()) {
                    notes.put(CONFIG_NOTE, config.fields());
                }
                read.add(line(lines.get(i), before + i + 1, notes));
            }
            List<Result> rows = Foreign.rows(read, direction);
            String metric = config.string("metricName").orElse("metric");
            String name = config.string("name").orElse(text.tag());
            return Foreign.ledger(Foreign.run(tag, name, metric, direction, rows, Format.PI_JSONL), rows, text);
        }

        private Direction direction() {
            String found = config.string("bestDirection").orElse("lower");
            return switch (found) {
                case "lower" -> Direction.LOWER;
                case "higher" -> Direction.HIGHER;
                default -> throw config.wrong("bestDirection", found, "lower or higher");
            };
        }
    }

    private static Foreign.Line line(JsonLine line, int expectedRun, Map<String, @Nullable Object> configNote) {
        String found = line.string("status").orElse("");
        ExperimentStatus known = Arrays.stream(ExperimentStatus.values())
                .filter(status -> status.text().equals(found))
                .findFirst()
                .orElseThrow(() -> line.wrong("status", found, "one of keep, discard, crash and checks_failed"));
        TrueStatus told = TrueStatus.read(line.string("description").orElse(""), known);
        if (known == ExperimentStatus.KEEP && !line.has("metric")) {
            throw line.wrong("metric", null, "a number for what was kept");
        }
        double value = line.number("metric").orElse(0);
        boolean unmeasured = known == ExperimentStatus.CRASH || (value == 0 && told.status() != ExperimentStatus.KEEP);
        OptionalDouble metric = unmeasured ? OptionalDouble.empty() : OptionalDouble.of(value);
        Instant at = time(line);
        Map<String, @Nullable Object> notes = new LinkedHashMap<>(configNote);
        notes.putAll(line.except(KNOWN));
        if (unmeasured && !line.object("metrics").isEmpty()) {
            notes.put("metrics", line.object("metrics"));
        }
        OptionalDouble run = line.number("run");
        if (run.isPresent() && run.getAsDouble() != expectedRun) {
            notes.put("run", line.fields().get("run"));
        }
        Map<String, @Nullable Object> asi = line.object("asi");
        String hypothesis = asi.get("hypothesis") instanceof String text ? text : "";
        String rollback = asi.get("rollback_reason") instanceof String text ? text : "";
        Optional<String> commit = line.string("commit").filter(name -> !name.isBlank());
        return new Foreign.Line(
                told.status(),
                metric,
                (number, reference, best) -> new Result(
                        number,
                        told.status(),
                        best,
                        new Change(
                                "",
                                told.description(),
                                number == 0 ? "" : hypothesis,
                                Map.of(),
                                new Configuration(Map.of()),
                                commit,
                                Optional.empty()),
                        metric.isPresent() ? Measurement.single(metric.getAsDouble(), reference) : Measurement.NONE,
                        told.reason().isEmpty() && number > 0 ? Result.Ending.because(rollback) : told.ending(),
                        Cost.NONE,
                        line.numbers("metrics"),
                        notes,
                        at,
                        at));
    }

    private static Instant time(JsonLine line) {
        OptionalDouble stamp = line.number("timestamp");
        if (stamp.isEmpty()) {
            return line.text().at();
        }
        double millis = stamp.getAsDouble() < SECONDS_BELOW ? 1000 * stamp.getAsDouble() : stamp.getAsDouble();
        return Instant.ofEpochMilli(Math.round(millis));
    }
}
