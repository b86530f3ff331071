package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/// A problem as it looks at another training budget: every knob but a category has its place elsewhere, a little,
/// values are others, and the noise is three times as large.
///
/// @param seed of where the places are
record Relative(Problem original, long seed) implements Problem {

    /// Standard deviation of a knob's move, in units of its range.
    private static final double MOVE = 0.06;

    private static final double SCALE = 1.3;
    private static final double OFFSET = 0.1;

    @Override
    public String name() {
        return original.name() + ", another budget";
    }

    @Override
    public Menu menu() {
        return original.menu();
    }

    @Override
    public Configuration start() {
        return original.start();
    }

    /// With x, y and z of standard deviation s, x + 2 (y - z) has three times that.
    @Override
    public Answer evaluate(Configuration configuration, long trial) {
        Configuration moved = moved(configuration);
        Answer first = original.evaluate(moved, 3 * trial);
        Answer second = original.evaluate(moved, 3 * trial + 1);
        Answer third = original.evaluate(moved, 3 * trial + 2);
        if (first.value().isEmpty() || second.value().isEmpty() || third.value().isEmpty()) {
            return Answer.failed(
                    first.failure().isEmpty() ? second.failure() + third.failure() : first.failure(), first.seconds());
        }
        double noise = 2 * (second.value().getAsDouble() - third.value().getAsDouble());
        return Answer.measured(OFFSET + SCALE * (first.value().getAsDouble() + noise), first.seconds(), first.usage());
    }

    @Override
    public OptionalDouble truth(Configuration configuration) {
        OptionalDouble truth = original.truth(moved(configuration));
        return truth.isPresent() ? OptionalDouble.of(OFFSET + SCALE * truth.getAsDouble()) : truth;
    }

    @Override
    public OptionalDouble optimum() {
        return OptionalDouble.empty();
    }

    /// What breaks a condition there stays where it is.
    private Configuration moved(Configuration configuration) {
        Random random = new Random(seed * 31 + 17);
        Map<String, KnobValue> values = new LinkedHashMap<>();
        for (Knob knob : menu().knobs()) {
            double move = MOVE * random.nextGaussian();
            Dial dial = new Dial(knob);
            if (!dial.categorical()) {
                KnobValue to = dial.value(Math.clamp(dial.at(configuration) + move, 0.0, 1.0));
                knob.accept(to).ifPresent(value -> values.put(knob.name(), value));
            }
        }
        Configuration moved = configuration.with(values);
        return menu().feasible(moved) ? moved : configuration;
    }

    /// The original is its owner's to close.
    @Override
    public void close() {}
}
