package dev.nightjar.analysis;

import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Counts what was done with each knob.
final class KnobUses {

    private KnobUses() {}

    static List<KnobUse> of(RunTable table) {
        Map<String, List<Result>> byKnob = new LinkedHashMap<>();
        for (Result row : table.experiments()) {
            row.change()
                    .knobs()
                    .keySet()
                    .forEach(knob ->
                            byKnob.computeIfAbsent(knob, _ -> new ArrayList<>()).add(row));
        }
        return byKnob.entrySet().stream()
                .map(entry -> use(entry.getKey(), entry.getValue(), table))
                .sorted(Comparator.comparingInt(KnobUse::tried).reversed().thenComparing(KnobUse::knob))
                .toList();
    }

    private static KnobUse use(String knob, List<Result> rows, RunTable table) {
        OptionalDouble best = rows.stream()
                .map(row -> row.gain(table.run().direction()))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
        return new KnobUse(
                knob,
                rows.size(),
                (int) rows.stream().filter(row -> row.metric().isPresent()).count(),
                (int) rows.stream()
                        .filter(row -> row.status() == ExperimentStatus.KEEP)
                        .count(),
                best);
    }
}
