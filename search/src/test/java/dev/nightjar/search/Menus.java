package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Menus to search in.
final class Menus {

    private Menus() {}

    static Knob real(String name, double min, double max, Scale scale) {
        return new Knob.RealRange(name, name.toUpperCase(Locale.ROOT), "", min, max, scale);
    }

    static Knob whole(String name, long min, long max, long step, Scale scale) {
        return new Knob.IntRange(name, name.toUpperCase(Locale.ROOT), "", min, max, step, scale);
    }

    static Knob choice(String name, Object... choices) {
        return new Knob.Choice(
                name,
                name.toUpperCase(Locale.ROOT),
                "",
                Stream.of(choices).map(KnobValue::of).toList());
    }

    static Configuration knobs(Object... namesAndValues) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        IntStream.range(0, namesAndValues.length / 2)
                .forEach(i -> values.put((String) namesAndValues[2 * i], KnobValue.of(namesAndValues[2 * i + 1])));
        return new Configuration(values);
    }

    static double number(Configuration configuration, String knob) {
        return configuration.get(knob).orElseThrow().number();
    }

    static Constraint where(String expression, Predicate<Configuration> holds) {
        return new Condition(expression, holds);
    }

    /// The knobs of a small GPT, with the conditions that make most random draws worthless.
    static Menu gpt() {
        return new Menu(
                List.of(
                        whole("n_layer", 1, 8, 1, Scale.LINEAR),
                        choice("n_head", 1, 2, 3, 4, 6, 8),
                        choice("d_model", 64, 96, 128, 192, 256, 384),
                        whole("d_ff", 128, 1536, 64, Scale.LOG),
                        choice("batch", 1, 2, 4, 8, 16),
                        choice("seq_len", 64, 128, 256, 512),
                        choice("total", 512, 1024, 2048, 4096, 8192),
                        real("lr", 1e-4, 1e-1, Scale.LOG),
                        real("warmup", 0, 0.3, Scale.LINEAR),
                        real("warmdown", 0.1, 1, Scale.LINEAR),
                        choice("window", "L", "SL", "SSL"),
                        choice("bf16", true, false)),
                List.of(
                        where("d_model % n_head == 0", c -> number(c, "d_model") % number(c, "n_head") == 0),
                        where(
                                "total % (batch * seq_len) == 0",
                                c -> number(c, "total") % (number(c, "batch") * number(c, "seq_len")) == 0),
                        where("warmup + warmdown <= 1", c -> number(c, "warmup") + number(c, "warmdown") <= 1)));
    }

    static Configuration gptBase() {
        return knobs(
                "n_layer",
                4,
                "n_head",
                4,
                "d_model",
                128,
                "d_ff",
                512,
                "batch",
                4,
                "seq_len",
                256,
                "total",
                4096,
                "lr",
                0.01,
                "warmup",
                0.05,
                "warmdown",
                0.5,
                "window",
                "SL",
                "bf16",
                false);
    }

    private record Condition(String expression, Predicate<Configuration> predicate) implements Constraint {
        @Override
        public String doc() {
            return expression;
        }

        @Override
        public boolean holds(Configuration configuration) {
            return predicate.test(configuration);
        }
    }
}
