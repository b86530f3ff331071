package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Writes a structured-perturbation trajectory. Its field `val_bpb` holds whatever the run's metric is; the
/// header says which, in fields that other readers ignore. Times are in UTC.
final class TrajectoryWriter {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunTable table;
    private OptionalDouble best;

    private TrajectoryWriter(RunTable table) {
        this.table = table;
        this.best = table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
    }

    static void write(RunTable table, Appendable out) throws IOException {
        new TrajectoryWriter(table).write(out);
    }

    private void write(Appendable out) throws IOException {
        out.append(JsonLine.write(header())).append('\n');
        for (Result row : table.experiments()) {
            out.append(JsonLine.write(iteration(row))).append('\n');
        }
        out.append(JsonLine.write(summary())).append('\n');
    }

    private Map<String, @Nullable Object> header() {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("_meta", "trajectory log; first record is baseline; subsequent records are agent iterations");
        header.put("baseline_val_bpb", number(baseline()));
        header.put("baseline_cfg", configuration(table.run().knobs()));
        header.put("accept_delta_frac", acceptDelta());
        header.put("metric", table.run().metric());
        header.put("direction", lower(table.run().direction()));
        header.put("judge", lower(table.run().judge()));
        table.baseline().ifPresent(row -> header.putAll(row.notes()));
        return header;
    }

    private double acceptDelta() {
        GatePolicy gate = table.run().gate();
        return gate.policy() == GatePolicy.Policy.THRESHOLD ? gate.minimumGain() : 0;
    }

    private Map<String, @Nullable Object> iteration(Result row) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("iter", row.number());
        line.put("ts", TIME.format(row.endedAt()));
        switch (row.status()) {
            case BLOCKED -> blocked(row, line);
            case CRASH, TAINTED -> failed(row, line);
            case KEEP, DISCARD, CHECKS_FAILED -> evaluated(row, line);
        }
        line.put("nim_latency_s", JsonLine.plain(row.cost().proposing()));
        line.put("iter_wall_s", JsonLine.plain(row.wall().toMillis() / 1000.0));
        line.putAll(row.notes());
        return line;
    }

    private void blocked(Result row, Map<String, @Nullable Object> line) {
        line.put("stage", "blocked");
        line.put("verdict_ok", false);
        line.put("rail", row.ending().rail().map(Object::toString).orElse(null));
        line.put("reason", row.ending().reason());
        line.put("proposal", proposal(row));
    }

    private void failed(Result row, Map<String, @Nullable Object> line) {
        boolean tainted = row.status() == ExperimentStatus.TAINTED;
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        metrics.put("ok", false);
        metrics.put("error", (tainted ? "tainted: " : "") + row.ending().reason());
        if (row.ending().crash().equals(Optional.of(CrashReason.OUT_OF_MEMORY))) {
            metrics.put("oom", true);
        }
        line.put("stage", "eval_failed");
        changed(row, line);
        line.put("eval_metrics", metrics);
        line.put("baseline_val_bpb", number(row.measurement().reference()));
        line.put("decision", "revert");
    }

    private void evaluated(Result row, Map<String, @Nullable Object> line) {
        line.put("stage", "evaluated");
        changed(row, line);
        if (row.status() == ExperimentStatus.CHECKS_FAILED) {
            line.put("reason", "checks_failed: " + row.ending().reason());
        }
        line.put("eval_metrics", evaluation(row));
        line.put("val_bpb", number(row.metric()));
        line.put("baseline_val_bpb", number(row.measurement().reference()));
        OptionalDouble gain = row.gain(table.run().direction());
        line.put("improvement_frac", fraction(gain, row.measurement().reference()));
        line.put("decision", row.status() == ExperimentStatus.KEEP ? "keep" : "revert");
        line.put("is_new_best", newBest(row));
    }

    /// Whatever was decided: the lowest value so far is a new best.
    private boolean newBest(Result row) {
        if (row.metric().isEmpty()) {
            return false;
        }
        double value = row.metric().getAsDouble();
        if (best.isPresent() && !table.run().direction().better(value, best.getAsDouble())) {
            return false;
        }
        best = row.metric();
        return true;
    }

    private void changed(Result row, Map<String, @Nullable Object> line) {
        line.put("verdict_ok", true);
        line.put("proposal", proposal(row));
        line.put("diff", row.description());
        line.put("candidate_cfg", configuration(row.change().configuration()));
    }

    private Map<String, @Nullable Object> evaluation(Result row) {
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        metrics.put("ok", true);
        metrics.put("val_bpb", number(row.metric()));
        metrics.put("train_wall_s", JsonLine.plain(row.cost().training()));
        metrics.put("val_wall_s", JsonLine.plain(row.cost().judging()));
        metrics.put("peak_gpu_mem_gib", JsonLine.plain(row.cost().peakMemoryGib()));
        metrics.putAll(JsonLine.plain(row.reported()));
        return metrics;
    }

    private static @Nullable Map<String, Object> proposal(Result row) {
        if (row.change().knobs().isEmpty()) {
            return null;
        }
        List<Map<String, Object>> changes = new ArrayList<>();
        row.change().knobs().forEach((knob, value) -> {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("knob", knob);
            change.put("new_value", value);
            changes.add(change);
        });
        Map<String, Object> proposal =
                changes.size() == 1 ? changes.getFirst() : new LinkedHashMap<>(Map.of("changes", changes));
        proposal.put("reason", row.change().hypothesis());
        return proposal;
    }

    private Map<String, @Nullable Object> summary() {
        List<Result> rows = table.experiments();
        Optional<Result> incumbent = table.incumbent().filter(row -> !row.baseline());
        OptionalDouble value = table.incumbent().map(Result::metric).orElse(OptionalDouble.empty());
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("stage", "loop_complete");
        summary.put("iters_requested", rows.size());
        summary.put("accept_count", count(rows, ExperimentStatus.KEEP));
        summary.put(
                "revert_count", count(rows, ExperimentStatus.DISCARD) + count(rows, ExperimentStatus.CHECKS_FAILED));
        summary.put("block_count", count(rows, ExperimentStatus.BLOCKED));
        summary.put("eval_fail_count", count(rows, ExperimentStatus.CRASH) + count(rows, ExperimentStatus.TAINTED));
        double seconds = table.state().elapsed().toMillis() / 1000.0;
        summary.put("loop_wall_s", tenths(seconds));
        summary.put("loop_wall_min", tenths(seconds / 60));
        summary.put("baseline_val_bpb", number(baseline()));
        summary.put("best_val_bpb", number(value));
        summary.put("best_proposal", incumbent.map(TrajectoryWriter::proposal).orElse(null));
        OptionalDouble gain = value.isPresent() && baseline().isPresent()
                ? OptionalDouble.of(table.run()
                        .direction()
                        .gain(value.getAsDouble(), baseline().getAsDouble()))
                : OptionalDouble.empty();
        summary.put("best_improvement_frac", fraction(gain, baseline()));
        return summary;
    }

    private OptionalDouble baseline() {
        return table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
    }

    private static int count(List<Result> rows, ExperimentStatus status) {
        return (int) rows.stream().filter(row -> row.status() == status).count();
    }

    private static Map<String, KnobValue> configuration(Configuration configuration) {
        return configuration.values();
    }

    private static @Nullable Number number(OptionalDouble value) {
        return value.isPresent() ? JsonLine.plain(value.getAsDouble()) : null;
    }

    private static @Nullable Number fraction(OptionalDouble gain, OptionalDouble reference) {
        if (gain.isEmpty() || reference.isEmpty() || reference.getAsDouble() == 0) {
            return null;
        }
        return JsonLine.plain(Math.round(1e4 * gain.getAsDouble() / Math.abs(reference.getAsDouble())) / 1e4);
    }

    private static Number tenths(double value) {
        return JsonLine.plain(Math.round(10 * value) / 10.0);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
