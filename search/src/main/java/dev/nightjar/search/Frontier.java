package dev.nightjar.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What may still be asked from `base`: at least one knob differs and at most `most` do, every constraint
/// holds, and nobody tried it.
record Frontier(Space space, History history, Configuration base, int most) {

    private static final int EXHAUSTIVE = 20_000;

    boolean open(Map<String, KnobValue> changes) {
        if (changes.isEmpty() || changes.size() > most) {
            return false;
        }
        Configuration candidate = base.with(changes);
        return Collections.disjoint(changes.keySet(), space.menu().idle(candidate))
                && !history.tried(candidate)
                && space.menu().feasible(candidate);
    }

    /// The changes if they are open; else as many of them as are, found by taking them back one after the
    /// other in random order. The base is feasible, so a broken constraint mends on the way.
    Optional<Map<String, KnobValue>> repaired(Map<String, KnobValue> changes, Random random) {
        Map<String, KnobValue> left = new LinkedHashMap<>(changes);
        List<String> order = new ArrayList<>(changes.keySet());
        Collections.shuffle(order, random);
        for (String knob : order) {
            if (open(left)) {
                return Optional.of(left);
            }
            left.remove(knob);
            left.keySet().removeAll(space.menu().idle(base.with(left)));
        }
        return Optional.empty();
    }

    /// Something open, looked for systematically: every single change first, then every configuration where
    /// that can be counted.
    ///
    /// @throws UserError if nothing is open
    Map<String, KnobValue> anything(Random random) {
        return single(random)
                .or(() -> most > 1 ? several(random) : Optional.empty())
                .orElseThrow(() -> new UserError(
                        UserError.Kind.MENU,
                        "Nothing is left to try: every change of %s knob%s from here was tried or breaks a constraint."
                                .formatted(most >= space.dimensions() ? "any" : most, most == 1 ? "" : "s"),
                        "a wider range, another knob in menu.toml, or a larger `changes` is wanted."));
    }

    private Optional<Map<String, KnobValue>> single(Random random) {
        List<Map<String, KnobValue>> moves = new ArrayList<>();
        for (int d = 0; d < space.dimensions(); d++) {
            Axis axis = space.axis(d);
            for (int level = 0; level < axis.levels(); level++) {
                double[] point = nowhere(space);
                point[d] = (level + 0.5) / axis.levels();
                moves.add(space.changes(base, point));
            }
        }
        Collections.shuffle(moves, random);
        return moves.stream().filter(this::open).findFirst();
    }

    private Optional<Map<String, KnobValue>> several(Random random) {
        double cells = space.axes().stream().mapToDouble(Axis::levels).reduce(1, (a, b) -> a * b);
        if (cells > EXHAUSTIVE) {
            return stroll(random);
        }
        List<double[]> points = new ArrayList<>(List.of(nowhere(space)));
        for (int d = 0; d < space.dimensions(); d++) {
            List<double[]> longer = new ArrayList<>();
            for (double[] point : points) {
                for (int level = 0; level < space.axis(d).levels(); level++) {
                    double[] next = point.clone();
                    next[d] = (level + 0.5) / space.axis(d).levels();
                    longer.add(next);
                }
            }
            points = longer;
        }
        Collections.shuffle(points, random);
        return points.stream()
                .map(point -> space.changes(base, point))
                .filter(this::open)
                .findFirst();
    }

    private Optional<Map<String, KnobValue>> stroll(Random random) {
        for (int i = 0; i < EXHAUSTIVE; i++) {
            double[] point = nowhere(space);
            for (int k = 0; k < Math.min(most, space.dimensions()); k++) {
                point[random.nextInt(point.length)] = random.nextDouble();
            }
            Map<String, KnobValue> changes = space.changes(base, point);
            if (open(changes)) {
                return Optional.of(changes);
            }
        }
        return Optional.empty();
    }

    /// A point that changes nothing.
    static double[] nowhere(Space space) {
        double[] point = new double[space.dimensions()];
        Arrays.fill(point, Double.NaN);
        return point;
    }
}
