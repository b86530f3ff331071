package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.List;

/// A menu's knobs on the unit interval, each evenly in its own scale.
record Scale(List<Knob> knobs) {

    static Scale of(Menu menu) {
        return new Scale(menu.knobs());
    }

    /// Where each knob of a configuration lies; NaN where it has no place.
    double[] point(Configuration configuration) {
        return knobs.stream()
                .mapToDouble(knob -> configuration
                        .get(knob.name())
                        .map(value -> place(knob, value))
                        .orElse(Double.NaN))
                .toArray();
    }

    static double place(Knob knob, KnobValue value) {
        return switch (knob) {
            case Knob.IntRange range -> between(value.number(), range.min(), range.max(), range.scale());
            case Knob.RealRange range -> between(value.number(), range.min(), range.max(), range.scale());
            case Knob.Choice choice ->
                choice.accept(value)
                        .map(known -> choice.choices().indexOf(known)
                                / (choice.choices().size() - 1.0))
                        .orElse(Double.NaN);
        };
    }

    private static double between(double value, double min, double max, Knob.Scale scale) {
        double place =
                logarithmic(scale, min) ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
        return Double.isNaN(place) ? place : Math.clamp(place, 0.0, 1.0);
    }

    private static boolean logarithmic(Knob.Scale scale, double min) {
        return scale == Knob.Scale.LOG && min > 0;
    }

    /// How far apart two places of a knob are, from 0 to 1. Two categories are as far apart as can be, and a
    /// value that nobody knows is near nothing.
    static double distance(Knob knob, double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return 1;
        }
        boolean category = knob instanceof Knob.Choice choice && !choice.ordered();
        return category ? (a == b ? 0 : 1) : Math.abs(a - b);
    }
}
