package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a structured-perturbation trajectory. Each candidate is the baseline plus one change, so the baseline
/// stays what everything is compared with. Unless the header says otherwise the metric is bits per token,
/// whatever the field is called.
final class TrajectoryReader {

    private static final String BITS_PER_TOKEN = "val_bits_per_token";
    private static final Set<String> HEADER =
            Set.of("baseline_val_bpb", "baseline_cfg", "accept_delta_frac", "metric", "direction", "judge");
    /// Fields that are derived from a row; what else a line has is noted as it is.
    private static final Set<String> DERIVED = Set.of(
            "iter",
            "ts",
            "stage",
            "verdict_ok",
            "rail",
            "reason",
            "proposal",
            "candidate_cfg",
            "val_bpb",
            "baseline_val_bpb",
            "improvement_frac",
            "decision",
            "is_new_best",
            "nim_latency_s",
            "iter_wall_s",
            "eval_metrics");

    private final ForeignText text;
    private final JsonLine header;
    private final Configuration base;
    private final Direction direction;
    private final List<String> remarks = new ArrayList<>();
    private final List<Result> rows = new ArrayList<>();
    private double best;

    private TrajectoryReader(ForeignText text, JsonLine header) {
        this.text = text;
        this.header = header;
        this.base = configuration(header, "baseline_cfg");
        this.direction = word(header, "direction", Direction.class, Direction.LOWER);
        this.best = header.number("baseline_val_bpb")
                .orElseThrow(() -> header.wrong("baseline_val_bpb", null, "the baseline's metric"));
    }

    static Imported read(ForeignText text) {
        List<JsonLine> lines = JsonLine.all(text);
        JsonLine first = lines.getFirst();
        if (!first.has("_meta")) {
            throw text.malformed(
                    first.number(), "no _meta", "the header line with _meta and baseline_val_bpb was cut off.");
        }
        return new TrajectoryReader(text, first).read(lines.subList(1, lines.size()));
    }

    private Imported read(List<JsonLine> lines) {
        for (JsonLine line : lines) {
            String stage = line.string("stage").orElse("");
            switch (stage) {
                case "evaluated", "blocked", "eval_failed", "nim_error" -> rows.add(row(line, stage));
                case "paused" -> remarks.add("Line %d is a pause and was left out.".formatted(line.number()));
                case "loop_complete" -> {}
                default ->
                    throw line.wrong(
                            "stage",
                            stage,
                            "one of evaluated, blocked, eval_failed, nim_error, paused and loop_complete");
            }
        }
        String metric = header.string("metric").orElse(BITS_PER_TOKEN);
        if (metric.equals(BITS_PER_TOKEN)) {
            remarks.add(
                    "The metric of this format is bits per token, not per byte; it is shown as %s and cannot be compared with val_bpb."
                            .formatted(BITS_PER_TOKEN));
        }
        rows.addFirst(baseline());
        return new Imported(
                Format.TRAJECTORY,
                List.of(RowLedger.of(run(metric), rows, Optional.of("read from " + text.name()), text.at())),
                remarks);
    }

    private Event.RunStarted run(String metric) {
        double delta = header.number("accept_delta_frac").orElse(0);
        GatePolicy gate = new GatePolicy(
                delta > 0 ? GatePolicy.Policy.THRESHOLD : GatePolicy.Policy.STRICT, GatePolicy.Compare.BASELINE, delta);
        return new Event.RunStarted(
                text.tag(),
                text.tag(),
                "",
                0,
                "",
                base,
                "import-0",
                List.copyOf(base.values().keySet()),
                metric,
                direction,
                word(header, "judge", JudgeKind.class, JudgeKind.REPORTED),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                gate,
                "",
                OptionalInt.empty(),
                Foreign.origin(Format.TRAJECTORY),
                "",
                "");
    }

    private Result baseline() {
        Instant at = rows.isEmpty() ? text.at() : rows.getFirst().startedAt();
        double value = header.number("baseline_val_bpb").orElseThrow();
        return new Result(
                0,
                ExperimentStatus.KEEP,
                false,
                new Change("", "baseline", "", Map.of(), base, Optional.empty(), Optional.empty()),
                Measurement.single(value, OptionalDouble.empty()),
                Result.Ending.because(""),
                Cost.NONE,
                Map.of(),
                header.except(HEADER),
                at,
                at);
    }

    private Result row(JsonLine line, String stage) {
        int number = rows.size() + 1;
        Map<String, @Nullable Object> notes = notes(line, stage, number);
        Map<String, KnobValue> knobs = knobs(line);
        Map<String, Double> metrics = line.numbers("eval_metrics");
        ExperimentStatus status = status(line, stage);
        boolean measured = stage.equals("evaluated");
        OptionalDouble value = measured ? line.number("val_bpb") : OptionalDouble.empty();
        if (measured && value.isEmpty()) {
            throw line.wrong("val_bpb", null, "the metric of an evaluated iteration");
        }
        double latency = line.number("nim_latency_s").orElse(0);
        double wall = Math.max(latency, line.number("iter_wall_s").orElse(0));
        Instant end = time(line);
        return new Result(
                number,
                status,
                status == ExperimentStatus.KEEP && newBest(value),
                new Change(
                        "",
                        description(line, knobs),
                        reasonOf(line.object("proposal")),
                        knobs,
                        line.has("candidate_cfg") ? configuration(line, "candidate_cfg") : new Configuration(Map.of()),
                        Optional.empty(),
                        Optional.empty()),
                new Measurement(
                        value, OptionalDouble.empty(), line.number("baseline_val_bpb"), value.isPresent() ? 1 : 0),
                ending(line, stage, status),
                new Cost(
                        latency,
                        0,
                        metrics.getOrDefault("train_wall_s", 0.0),
                        0,
                        metrics.getOrDefault("val_wall_s", 0.0),
                        Cost.bytes(metrics.getOrDefault("peak_gpu_mem_gib", 0.0))),
                measured ? metrics : Map.of(),
                notes,
                end.minus(Duration.ofMillis(Math.round(1000 * (wall - latency)))),
                end);
    }

    private boolean newBest(OptionalDouble value) {
        if (value.isEmpty() || !direction.better(value.getAsDouble(), best)) {
            return false;
        }
        best = value.getAsDouble();
        return true;
    }

    /// What the line says and a row has no place for.
    private Map<String, @Nullable Object> notes(JsonLine line, String stage, int number) {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>(line.except(DERIVED));
        if (line.number("iter").orElse(number) != number) {
            notes.put("iter", line.fields().get("iter"));
        }
        if (stage.equals("nim_error")) {
            notes.put("stage", stage);
        }
        if (!stage.equals("evaluated") && line.has("eval_metrics")) {
            notes.put("eval_metrics", line.object("eval_metrics"));
        }
        String rail = line.string("rail").orElse("");
        if (!rail.isEmpty() && !rail(line).id().equals(rail)) {
            notes.put("rail", rail);
        }
        return notes;
    }

    private static ExperimentStatus status(JsonLine line, String stage) {
        return switch (stage) {
            case "blocked", "nim_error" -> ExperimentStatus.BLOCKED;
            case "eval_failed" ->
                error(line).startsWith("tainted: ") ? ExperimentStatus.TAINTED : ExperimentStatus.CRASH;
            default -> {
                String decision = line.string("decision").orElse("");
                if (!decision.equals("keep") && !decision.startsWith("revert")) {
                    throw line.wrong("decision", decision, "keep or revert");
                }
                boolean checks = line.string("reason").orElse("").startsWith("checks_failed: ");
                yield decision.equals("keep")
                        ? ExperimentStatus.KEEP
                        : checks ? ExperimentStatus.CHECKS_FAILED : ExperimentStatus.DISCARD;
            }
        };
    }

    private static Result.Ending ending(JsonLine line, String stage, ExperimentStatus status) {
        String reason = line.string("reason").orElse("");
        return switch (status) {
            case BLOCKED ->
                stage.equals("nim_error")
                        ? new Result.Ending(
                                "no proposal: " + line.string("nim_error").orElse("the model did not answer"),
                                Optional.of(RailName.SCHEMA),
                                Optional.empty())
                        : new Result.Ending(reason, Optional.of(rail(line)), Optional.empty());
            case CRASH ->
                new Result.Ending(
                        error(line),
                        Optional.empty(),
                        Optional.of(
                                Boolean.TRUE.equals(line.object("eval_metrics").get("oom"))
                                        ? CrashReason.OUT_OF_MEMORY
                                        : CrashReason.EXIT_CODE));
            case TAINTED -> Result.Ending.because(error(line).replaceFirst("^tainted: ", ""));
            case CHECKS_FAILED -> Result.Ending.because(reason.replaceFirst("^checks_failed: ", ""));
            case KEEP, DISCARD -> Result.Ending.because(reason);
        };
    }

    private static String error(JsonLine line) {
        return line.object("eval_metrics").get("error") instanceof String error ? error : "";
    }

    /// By its number: other tools call the same rails by other names.
    private static RailName rail(JsonLine line) {
        String found = line.string("rail").orElse("");
        return Arrays.stream(RailName.values())
                .filter(name -> !found.isEmpty()
                        && name.id().substring(0, 2).equalsIgnoreCase(found.substring(0, Math.min(2, found.length()))))
                .findFirst()
                .orElse(RailName.SCHEMA);
    }

    private static String reasonOf(Map<String, @Nullable Object> proposal) {
        return proposal.get("reason") instanceof String reason ? reason : "";
    }

    private String description(JsonLine line, Map<String, KnobValue> knobs) {
        if (knobs.isEmpty()) {
            return TrueStatus.oneLine(line.string("raw")
                    .or(() -> line.string("diff"))
                    .or(() -> line.string("stage"))
                    .orElse(""));
        }
        List<String> parts = new ArrayList<>();
        knobs.forEach((knob, value) -> parts.add(
                "%s %s→ %s".formatted(knob, base.get(knob).map(old -> old + " ").orElse(""), value)));
        return String.join(", ", parts);
    }

    private static Map<String, KnobValue> knobs(JsonLine line) {
        Map<String, @Nullable Object> proposal = line.object("proposal");
        Map<String, KnobValue> knobs = new LinkedHashMap<>();
        List<?> changes = proposal.get("changes") instanceof List<?> several ? several : List.of(proposal);
        for (Object change : changes) {
            if (change instanceof Map<?, ?> one
                    && one.get("knob") instanceof String knob
                    && one.get("new_value") != null) {
                knobs.put(knob, value(line, knob, one.get("new_value")));
            }
        }
        return knobs;
    }

    private static Configuration configuration(JsonLine line, String name) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        line.object(name).forEach((knob, value) -> {
            if (value != null) {
                values.put(knob, value(line, knob, value));
            }
        });
        return new Configuration(values);
    }

    private static KnobValue value(JsonLine line, String knob, @Nullable Object value) {
        if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            return KnobValue.of(value);
        }
        throw line.wrong(knob, value, "a number, a text or a flag");
    }

    private Instant time(JsonLine line) {
        String found = line.string("ts").orElse("");
        if (found.isEmpty()) {
            return text.at();
        }
        try {
            return found.endsWith("Z")
                    ? Instant.parse(found)
                    : LocalDateTime.parse(found.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw line.wrong("ts", found, "a time such as 2026-10-04 01:12:00");
        }
    }

    private static <E extends Enum<E>> E word(JsonLine line, String name, Class<E> type, E otherwise) {
        String found = line.string(name).orElse("");
        return found.isEmpty()
                ? otherwise
                : Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(found))
                        .findFirst()
                        .orElseThrow(
                                () -> line.wrong(name, found, "one of " + Arrays.toString(type.getEnumConstants())));
    }
}
