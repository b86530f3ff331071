package dev.nightjar.analysis;

import dev.nightjar.analysis.RunStatistics.Repeat;
import dev.nightjar.core.lab.KnobValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds proposals that had been made before: the same knobs with the same new values, from whatever program
/// they started.
final class Repeats {

    private Repeats() {}

    static List<Repeat> of(RunTable table) {
        Map<Map<String, KnobValue>, Integer> first = new HashMap<>();
        List<Repeat> repeats = new ArrayList<>();
        for (Result row : table.experiments()) {
            Map<String, KnobValue> proposed = row.change().knobs();
            if (proposed.isEmpty()) {
                continue;
            }
            Integer earlier = first.putIfAbsent(proposed, row.number());
            if (earlier != null) {
                repeats.add(new Repeat(row.number(), earlier, row.description()));
            }
        }
        return List.copyOf(repeats);
    }
}
