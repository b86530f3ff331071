package dev.nightjar.analysis;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What a run amounts to.
///
/// @param counts     finished experiments by status; every status is there
/// @param gain       the incumbent's over the baseline, in the metric's unit; positive is better
/// @param bestSoFar  the incumbent's metric after each row that changed it, the baseline's first
/// @param knobs      those that were tried, most tried first
/// @param neverTried the rest of the menu, in its order
/// @param repeats    experiments that proposed what an earlier one had proposed
/// @param trials     that ended, measured or not, replicates and baseline included
/// @param crashes    rows that crashed, in order
/// @param rails      how often each rail blocked; only those that did
public record RunStatistics(
        RunTable table,
        Map<ExperimentStatus, Integer> counts,
        OptionalDouble gain,
        List<Best> bestSoFar,
        List<KnobUse> knobs,
        List<String> neverTried,
        List<Repeat> repeats,
        int trials,
        TimeUse time,
        List<Result> crashes,
        Map<RailName, Integer> rails,
        Optional<Verification> verification) {

    /// The incumbent's metric from row `number` on.
    public record Best(int number, double metric) {}

    /// Row `number` proposed what row `first` had proposed.
    public record Repeat(int number, int first, String description) {}

    public static RunStatistics of(List<Entry> entries) {
        return of(RunTable.of(entries));
    }

    public static RunStatistics of(RunTable table) {
        Map<ExperimentStatus, Integer> counts = new EnumMap<>(ExperimentStatus.class);
        for (ExperimentStatus status : ExperimentStatus.values()) {
            counts.put(status, 0);
        }
        table.experiments().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
        Map<RailName, Integer> rails = new EnumMap<>(RailName.class);
        table.experiments().forEach(row -> row.ending().rail().ifPresent(rail -> rails.merge(rail, 1, Integer::sum)));
        List<KnobUse> knobs = KnobUses.of(table);
        return new RunStatistics(
                table,
                counts,
                gain(table),
                bestSoFar(table),
                knobs,
                table.run().menu().stream()
                        .filter(name ->
                                knobs.stream().noneMatch(use -> use.knob().equals(name)))
                        .toList(),
                Repeats.of(table),
                (int) table.state().trials().stream()
                        .filter(record ->
                                record.value().isPresent() || record.failure().isPresent())
                        .count(),
                time(table),
                table.results().stream()
                        .filter(row -> row.status() == ExperimentStatus.CRASH)
                        .toList(),
                rails,
                Verification.of(table.state()));
    }

    public int experiments() {
        return table.experiments().size();
    }

    public int count(ExperimentStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /// Kept experiments as a fraction of the finished ones; empty before the first.
    public OptionalDouble keepRate() {
        return experiments() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(count(ExperimentStatus.KEEP) / (double) experiments());
    }

    /// The gain as a fraction of the baseline's size.
    public OptionalDouble relativeGain() {
        OptionalDouble baseline = table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
        return gain.isPresent() && baseline.isPresent() && baseline.getAsDouble() != 0
                ? OptionalDouble.of(gain.getAsDouble() / Math.abs(baseline.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static OptionalDouble gain(RunTable table) {
        OptionalDouble baseline = table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
        OptionalDouble best = table.incumbent().map(Result::metric).orElse(OptionalDouble.empty());
        return baseline.isPresent() && best.isPresent()
                ? OptionalDouble.of(table.run().direction().gain(best.getAsDouble(), baseline.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static List<Best> bestSoFar(RunTable table) {
        List<Best> series = new ArrayList<>();
        for (Result row : table.results()) {
            if (row.metric().isPresent() && (row.best() || row.baseline())) {
                series.add(new Best(row.number(), row.metric().getAsDouble()));
            }
        }
        return List.copyOf(series);
    }

    private static TimeUse time(RunTable table) {
        List<Result> rows = table.results();
        List<Double> overheads = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        for (Result row : table.experiments()) {
            row.overhead().ifPresent(overheads::add);
            if (row.metric().isPresent() && !row.wall().isZero()) {
                lengths.add(row.wall().toMillis() / 1000.0);
            }
        }
        Cost trials = Results.cost(table.state().trials(), 0);
        return new TimeUse(
                table.state().elapsed(),
                trials.training(),
                trials.startUp(),
                trials.judging(),
                sum(rows, row -> row.cost().preflight()),
                sum(rows, row -> row.cost().proposing()),
                Medians.median(overheads),
                Medians.median(lengths));
    }

    private static double sum(List<Result> rows, ToDoubleFunction<Result> part) {
        return rows.stream().mapToDouble(part).sum();
    }

    /// Which way the metric gets better.
    public Direction direction() {
        return table.run().direction();
    }
}
