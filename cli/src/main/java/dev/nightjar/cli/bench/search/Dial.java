package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A knob of a made-up problem, and where its values lie between 0 and 1 (a category: its number in the list).
record Dial(Knob knob) {

    static Dial real(String name) {
        return new Dial(new Knob.RealRange(name, name, "", 0, 10, Scale.LINEAR));
    }

    static Dial log(String name) {
        return new Dial(new Knob.RealRange(name, name, "", 1e-4, 1e-1, Scale.LOG));
    }

    static Dial whole(String name, long max) {
        return new Dial(new Knob.IntRange(name, name, "", 1, max, 1, Scale.LINEAR));
    }

    static Dial power(String name, long max) {
        return new Dial(new Knob.IntRange(name, name, "", 1, max, 1, Scale.LOG));
    }

    static Dial listed(String name, int count) {
        return new Dial(new Knob.Choice(
                name,
                name,
                "",
                LongStream.range(0, count)
                        .mapToObj(i -> (KnobValue) new KnobValue.Int(32L << i))
                        .toList()));
    }

    static Dial category(String name, int count) {
        return new Dial(new Knob.Choice(
                name,
                name,
                "",
                Stream.iterate('a', c -> (char) (c + 1))
                        .limit(count)
                        .map(c -> (KnobValue) new KnobValue.Text(Character.toString(c)))
                        .toList()));
    }

    boolean categorical() {
        return knob instanceof Knob.Choice choice && !choice.ordered();
    }

    int count() {
        return knob instanceof Knob.Choice choice ? choice.choices().size() : 0;
    }

    double number(Configuration configuration) {
        return configuration.get(knob.name()).orElseThrow().number();
    }

    double at(Configuration configuration) {
        KnobValue value = configuration.get(knob.name()).orElseThrow();
        return switch (knob) {
            case Knob.IntRange range -> share(value.number(), range.min(), range.max(), range.scale());
            case Knob.RealRange range -> share(value.number(), range.min(), range.max(), range.scale());
            case Knob.Choice choice -> {
                int index = choice.choices().indexOf(value);
                yield choice.ordered() ? index / (choice.choices().size() - 1.0) : index;
            }
        };
    }

    /// The value nearest to `unit`; of a category, its number.
    KnobValue value(double unit) {
        return switch (knob) {
            case Knob.IntRange range ->
                new KnobValue.Int(Math.round(number(unit, range.min(), range.max(), range.scale())));
            case Knob.RealRange range -> new KnobValue.Real(number(unit, range.min(), range.max(), range.scale()));
            case Knob.Choice choice ->
                choice.choices().get((int)
                        (choice.ordered() ? Math.round(unit * (choice.choices().size() - 1)) : unit));
        };
    }

    private static double share(double number, double min, double max, Scale scale) {
        return scale == Scale.LOG ? Math.log(number / min) / Math.log(max / min) : (number - min) / (max - min);
    }

    private static double number(double unit, double min, double max, Scale scale) {
        return scale == Scale.LOG ? min * Math.pow(max / min, unit) : min + unit * (max - min);
    }
}
