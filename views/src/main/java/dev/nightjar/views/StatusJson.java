package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.TimeUse;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Session;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Judgement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How a run stands, for programs. The names are stable; new ones may be added.
///
/// ```
/// run, lab, origin                    names; "import <format>" for a run read from another tool's file
/// metric, direction, judge            "val_bpb", "lower" or "higher", "sealed", "separate" or "reported"
/// state                               "running", "interrupted", "limit", "stopped", "paused",
/// "baseline_failed", "imported" or "new"
/// seed, proposer, budget, device
/// experiments                         finished ones
/// counts {keep, discard, crash, blocked, checks_failed, tainted}
/// keep_rate                           of the finished ones; null before the first
/// trials                              that ended, all purposes
/// baseline, incumbent                 null, or {number, metric, standard_error, trials, commit, description,
/// integrity: null or {verdict, audits, correction, residual_bound}}
/// tests                               on the test split: [{trial, judge, metric, standard_error}]
/// gain, relative_gain                 of the incumbent over the baseline; positive is better; null if unknown
/// open                                null, or {number, description} of the experiment under way
/// seconds {elapsed, training, start_up, judging, preflight, proposing, rest}
/// ```
public final class StatusJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private StatusJson() {}

    /// @param alive whether an engine holds the run right now
    public static String of(RunStatistics statistics, boolean alive) {
        RunTable table = statistics.table();
        var run = table.run();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run", run.tag());
        json.put("lab", run.lab());
        json.put("origin", run.origin());
        run.isolation().ifPresent(isolation -> json.put("isolation", isolation));
        json.put("metric", run.metric());
        json.put("direction", lower(run.direction()));
        json.put("judge", lower(run.judge()));
        json.put("state", state(table, alive));
        json.put("seed", run.seed());
        json.put("proposer", run.proposer());
        json.put("budget", run.budget().map(Object::toString).orElse(null));
        json.put("device", run.device());
        json.put("experiments", statistics.experiments());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ExperimentStatus status : ExperimentStatus.values()) {
            counts.put(status.text(), statistics.count(status));
        }
        json.put("counts", counts);
        json.put("keep_rate", number(statistics.keepRate()));
        json.put("trials", statistics.trials());
        json.put("baseline", row(table.baseline(), table.state().baseline()));
        json.put("incumbent", row(table.incumbent(), table.state().incumbent()));
        json.put(
                "tests",
                table.state().tests().stream()
                        .map(test -> test(table.state(), test))
                        .toList());
        json.put("gain", number(statistics.gain()));
        json.put("relative_gain", number(statistics.relativeGain()));
        json.put(
                "open",
                table.open()
                        .map(open -> Map.of("number", open.number(), "description", open.description()))
                        .orElse(null));
        json.put("seconds", seconds(statistics.time()));
        return JSON.writeValueAsString(json);
    }

    private static String state(RunTable table, boolean alive) {
        if (table.imported()) {
            return "imported";
        }
        if (table.state().sessions().isEmpty()) {
            return "new";
        }
        Session session = table.state().sessions().getLast();
        return session.ended().map(StatusJson::lower).orElse(alive ? "running" : "interrupted");
    }

    private static @Nullable Map<String, @Nullable Object> row(
            Optional<Result> found, Optional<RunState.Program> program) {
        if (found.isEmpty()) {
            return null;
        }
        Result row = found.get();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", row.number());
        json.put("metric", number(row.metric()));
        json.put("standard_error", number(row.measurement().standardError()));
        json.put("trials", row.measurement().trials());
        json.put("commit", row.change().commit().orElse(null));
        json.put("description", row.description());
        json.put(
                "integrity",
                program.flatMap(best -> best.trial().verdict())
                        .flatMap(Judgement::integrity)
                        .map(StatusJson::integrity)
                        .orElse(null));
        return json;
    }

    private static Map<String, Object> integrity(Integrity integrity) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", lower(integrity.verdict()));
        json.put("audits", integrity.audits());
        json.put("correction", integrity.correction());
        json.put("residual_bound", integrity.residualBound());
        return json;
    }

    private static Map<String, @Nullable Object> test(RunState state, Event.Tested test) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("trial", test.trial());
        json.put("judge", lower(state.run().judge()));
        Optional<Judgement.Measured> measured = Optional.of(test.judgement())
                .filter(Judgement.Measured.class::isInstance)
                .map(Judgement.Measured.class::cast);
        json.put("metric", measured.map(Judgement.Measured::value).orElse(null));
        json.put(
                "standard_error",
                measured.map(found -> number(found.standardError())).orElse(null));
        return json;
    }

    private static Map<String, Double> seconds(TimeUse time) {
        Map<String, Double> json = new LinkedHashMap<>();
        json.put("elapsed", time.seconds());
        json.put("training", time.training());
        json.put("start_up", time.startUp());
        json.put("judging", time.judging());
        json.put("preflight", time.preflight());
        json.put("proposing", time.proposing());
        json.put("rest", time.rest());
        return json;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
