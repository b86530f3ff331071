package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A menu as a unit cube, one axis a knob.
record Space(Menu menu, List<Axis> axes) {

    static Space of(Menu menu) {
        return new Space(menu, menu.knobs().stream().map(Axis::of).toList());
    }

    /// Whether any point is a configuration that may be asked, and no two are the same one.
    boolean free() {
        return menu.constraints().isEmpty() && menu.whens().isEmpty();
    }

    int dimensions() {
        return axes.size();
    }

    Axis axis(int dimension) {
        return axes.get(dimension);
    }

    /// Coordinates of a configuration; NaN where it has no value that the menu knows, or the knob has no effect.
    double[] point(Configuration configuration) {
        Set<String> idle = menu.idle(configuration);
        return axes.stream()
                .mapToDouble(axis -> idle.contains(axis.knob().name())
                        ? Double.NaN
                        : configuration.get(axis.knob().name()).map(axis::at).orElse(Double.NaN))
                .toArray();
    }

    /// Whether each knob of the menu has an allowed value here, or none, and at least one has a value.
    boolean holds(Configuration configuration) {
        boolean any = false;
        for (Axis axis : axes) {
            Optional<KnobValue> value = configuration.get(axis.knob().name());
            if (value.isPresent() && axis.knob().accept(value.get()).isEmpty()) {
                return false;
            }
            any |= value.isPresent();
        }
        return any;
    }

    /// The point that a draw really means: unknown coordinates are the origin's, and discrete ones where
    /// their values lie.
    double[] settled(double[] draw, double[] origin) {
        double[] settled = draw.clone();
        for (int d = 0; d < settled.length; d++) {
            if (Double.isNaN(settled[d])) {
                settled[d] = origin[d];
            } else if (axis(d).discrete()) {
                settled[d] = axis(d).at(axis(d).value(settled[d]));
            }
        }
        return settled;
    }

    /// The knobs in which the configuration at `point` differs from `base`. A NaN leaves the base's value, and so
    /// does a knob that would have no effect.
    Map<String, KnobValue> changes(Configuration base, double[] point) {
        Map<String, KnobValue> changes = new LinkedHashMap<>();
        for (int d = 0; d < point.length; d++) {
            if (!Double.isNaN(point[d])) {
                KnobValue value = axis(d).value(point[d]);
                if (!Optional.of(value).equals(accepted(base, axis(d).knob()))) {
                    changes.put(axis(d).knob().name(), value);
                }
            }
        }
        changes.keySet().removeAll(menu.idle(base.with(changes)));
        return changes;
    }

    /// What makes two configurations the same trial, however their numbers are spelled and whatever knobs without
    /// effect say.
    List<Optional<KnobValue>> identity(Configuration configuration) {
        Set<String> idle = menu.idle(configuration);
        return axes.stream()
                .map(axis -> idle.contains(axis.knob().name())
                        ? Optional.<KnobValue>empty()
                        : accepted(configuration, axis.knob()))
                .toList();
    }

    private static Optional<KnobValue> accepted(Configuration configuration, Knob knob) {
        Optional<KnobValue> value = configuration.get(knob.name());
        return value.flatMap(knob::accept).or(() -> value);
    }
}
