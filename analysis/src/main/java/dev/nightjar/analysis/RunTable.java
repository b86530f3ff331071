package dev.nightjar.analysis;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run as a table: its finished experiments in the order in which they happened, the baseline among them as
/// row 0.
///
/// The baseline comes first in Nightjar's own runs. Another tool's run may have crashed before anything was
/// measured; such rows stand before it.
public record RunTable(RunState state, List<Result> results) {

    /// Notes of an imported run that belong in a row's own columns: the baseline's description, and how many
    /// trials are behind a metric.
    public static final String DESCRIPTION_NOTE = "description";

    public static final String TRIALS_NOTE = "trials";

    public RunTable {
        results = List.copyOf(results);
    }

    public static RunTable of(List<Entry> entries) {
        return new Reading(entries).table();
    }

    public Event.RunStarted run() {
        return state.run();
    }

    public Optional<Result> baseline() {
        return results.stream().filter(Result::baseline).findFirst();
    }

    /// Row of the incumbent: the last one that the branch moved to, else the baseline if it was measured.
    public Optional<Result> incumbent() {
        return results.reversed().stream()
                .filter(Result::best)
                .findFirst()
                .or(() -> baseline().filter(row -> row.metric().isPresent()));
    }

    /// Every row but the baseline.
    public List<Result> experiments() {
        return results.stream().filter(row -> !row.baseline()).toList();
    }

    public Optional<Experiment> open() {
        return state.experiments().isEmpty()
                ? Optional.empty()
                : Optional.of(state.experiments().getLast()).filter(Experiment::open);
    }

    /// Whether it was read from another tool's file; nothing can be added to it.
    public boolean imported() {
        return run().origin().startsWith("import");
    }

    /// What the events say that the state does not keep.
    private static final class Reading {

        private final RunState state;
        private final Map<Integer, Double> preflight = new HashMap<>();
        private final Map<Integer, Map<String, @Nullable Object>> notes = new HashMap<>();
        private final Set<Integer> baselineTrials = new HashSet<>();
        private @Nullable Instant baselineStart;
        private @Nullable Instant baselineEnd;
        private int before;

        Reading(List<Entry> entries) {
            this.state = RunState.of(entries);
            entries.forEach(this::read);
        }

        private void read(Entry entry) {
            switch (entry.event()) {
                case Event.PreflightPassed(int number, double seconds) -> preflight.merge(number, seconds, Double::sum);
                case Event.Noted(int number, Map<String, @Nullable Object> more) ->
                    notes.computeIfAbsent(number, _ -> new LinkedHashMap<>()).putAll(more);
                case Event.TrialRequested(var trial) -> {
                    if (trial.purpose() == Purpose.BASELINE
                            && baselineTrials.add(trial.id())
                            && baselineStart == null) {
                        baselineStart = entry.at();
                    }
                }
                case Event.TrialEnded(int trial, var _) -> baselineEnded(trial, entry);
                case Event.TrialJudged(int trial, var _) -> baselineEnded(trial, entry);
                case Event.Proposed proposed -> before = baselineStart == null ? proposed.number() : before;
                case Event.RunStarted _,
                        Event.Recalled _,
                        Event.SessionStarted _,
                        Event.SessionEnded _,
                        Event.Blocked _,
                        Event.Refused _,
                        Event.Retried _,
                        Event.Lesson _,
                        Event.Told _,
                        Event.Committed _,
                        Event.TrialConfirmed _,
                        Event.Tested _,
                        Event.Decided _ -> {}
            }
        }

        private void baselineEnded(int trial, Entry entry) {
            if (baselineTrials.contains(trial)) {
                baselineEnd = entry.at();
            }
        }

        RunTable table() {
            List<Result> rows = new ArrayList<>();
            for (Experiment experiment : state.experiments()) {
                if (!experiment.open()) {
                    rows.add(complete(Results.of(experiment, state)));
                }
            }
            if (baselineStart != null && baselineEnd != null) {
                Results.baseline(state, baselineStart, baselineEnd)
                        .ifPresent(row -> rows.add(Math.min(before, rows.size()), complete(row)));
            }
            return new RunTable(state, rows);
        }

        private Result complete(Result row) {
            Map<String, @Nullable Object> own = new LinkedHashMap<>(notes.getOrDefault(row.number(), Map.of()));
            Change change = row.change();
            Measurement measurement = row.measurement();
            if (row.baseline() && own.remove(DESCRIPTION_NOTE) instanceof String description) {
                change = new Change(
                        "", description, "", Map.of(), change.configuration(), change.commit(), change.base());
            }
            if (own.remove(TRIALS_NOTE) instanceof Number trials) {
                measurement = new Measurement(
                        measurement.metric(), measurement.standardError(), measurement.reference(), trials.intValue());
            }
            Cost cost = row.cost();
            double compiled = preflight.getOrDefault(row.number(), 0.0);
            return new Result(
                    row.number(),
                    row.status(),
                    row.best(),
                    change,
                    measurement,
                    row.ending(),
                    new Cost(
                            cost.proposing(),
                            compiled,
                            cost.training(),
                            cost.startUp(),
                            cost.judging(),
                            cost.peakMemoryBytes()),
                    row.reported(),
                    own,
                    row.startedAt(),
                    row.endedAt());
        }
    }
}
