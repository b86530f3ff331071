package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Menu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which ordered knobs of some configurations rise and fall together: Pearson's correlation on the menu's unit
/// scale.
final class Correlations {

    /// With fewer, chance makes large ones.
    private static final int FEWEST = 6;

    private static final double NOTABLE = 0.5;
    private static final int MOST = 6;

    private record Pair(String first, String second, double correlation) {}

    private final List<Knob> knobs;
    private final List<double[]> points;

    Correlations(Menu menu, List<Configuration> configurations) {
        this.knobs = menu.knobs();
        this.points = configurations.stream().map(Scale.of(menu)::point).toList();
    }

    /// The strongest, one a line; empty if none is notable.
    String text() {
        if (points.size() < FEWEST) {
            return "";
        }
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < knobs.size(); a++) {
            for (int b = a + 1; b < knobs.size(); b++) {
                if (ordered(knobs.get(a)) && ordered(knobs.get(b))) {
                    pairs.add(new Pair(knobs.get(a).name(), knobs.get(b).name(), of(a, b)));
                }
            }
        }
        return pairs.stream()
                .filter(pair -> Math.abs(pair.correlation()) >= NOTABLE)
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.correlation())))
                .limit(MOST)
                .map(pair -> String.format(
                        Locale.ROOT, "- %s and %s: %+.2f", pair.first(), pair.second(), pair.correlation()))
                .collect(Collectors.joining("\n"));
    }

    private static boolean ordered(Knob knob) {
        return !(knob instanceof Knob.Choice choice) || choice.ordered();
    }

    /// 0 where one of them does not vary or is not known everywhere.
    private double of(int a, int b) {
        double meanA = points.stream().mapToDouble(point -> point[a]).average().orElse(Double.NaN);
        double meanB = points.stream().mapToDouble(point -> point[b]).average().orElse(Double.NaN);
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (double[] point : points) {
            both += (point[a] - meanA) * (point[b] - meanB);
            squareA += (point[a] - meanA) * (point[a] - meanA);
            squareB += (point[b] - meanB) * (point[b] - meanB);
        }
        double correlation = both / Math.sqrt(squareA * squareB);
        return Double.isFinite(correlation) ? correlation : 0;
    }
}
