package dev.nightjar.core.scripted;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Lab.GatePolicy.Policy;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// A lab with a program of three knobs: `width` from 1 to 16, `rate` from 0.001 to 1, `mode` slow or fast, and even
/// widths in
/// fast mode.
public final class Labs {

    public static final String PROGRAM = "# the program\nWIDTH = 4\nRATE = 0.1\nMODE = slow\nCLIP = 1\n";

    public static final Lab.Limits NO_LIMITS = new Lab.Limits(
            OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    private Labs() {}

    public static Lab lab(Scope scope, Compare compare, OptionalInt changes) {
        return new Lab(
                "toy",
                "Lower the loss.",
                "program.txt",
                scope,
                new Lab.Train(
                        List.of("./train"),
                        new Budget(Budget.Kind.STEPS, 10),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        2,
                        Duration.ofSeconds(60),
                        1L << 30),
                Optional.empty(),
                new Lab.Metric("loss", Direction.LOWER, JudgeKind.REPORTED, 2, 2, List.of()),
                new GatePolicy(Policy.STRICT, compare, 0),
                new Lab.Search("scripted", changes),
                List.of(),
                NO_LIMITS);
    }

    public static Lab.Limits experiments(int most) {
        return new Lab.Limits(
                OptionalInt.of(most), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    public static Menu menu() {
        return new Menu(
                List.of(
                        new Knob.IntRange("width", "WIDTH", "Channels.", 1, 16, 1, Knob.Scale.LINEAR),
                        new Knob.RealRange("rate", "RATE", "Learning rate.", 0.001, 1, Knob.Scale.LOG),
                        new Knob.Choice(
                                "mode",
                                "MODE",
                                "Which kernel.",
                                List.of(new KnobValue.Text("slow"), new KnobValue.Text("fast")))),
                List.of(new EvenWidthInFastMode()));
    }

    /// The same knobs, in another order, with a rate that only counts in fast mode.
    public static Menu whenFast() {
        List<Knob> knobs = menu().knobs();
        return new Menu(List.of(knobs.get(2), knobs.get(0), knobs.get(1)), List.of(), Map.of("rate", new InFastMode()));
    }

    private record InFastMode() implements Constraint {
        @Override
        public String expression() {
            return "mode == fast";
        }

        @Override
        public String doc() {
            return "";
        }

        @Override
        public Set<String> knobs() {
            return Set.of("mode");
        }

        @Override
        public boolean holds(Configuration configuration) {
            return configuration.get("mode").equals(Optional.of(new KnobValue.Text("fast")));
        }
    }

    public static Configuration knobs() {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        values.put("width", new KnobValue.Int(4));
        values.put("rate", new KnobValue.Real(0.1));
        values.put("mode", new KnobValue.Text("slow"));
        return new Configuration(values);
    }

    private record EvenWidthInFastMode() implements Constraint {
        @Override
        public String expression() {
            return "mode == slow || width % 2 == 0";
        }

        @Override
        public String doc() {
            return "The fast kernel takes pairs.";
        }

        @Override
        public boolean holds(Configuration configuration) {
            return configuration.get("mode").orElseThrow().equals(new KnobValue.Text("slow"))
                    || configuration.get("width").orElseThrow().number() % 2 == 0;
        }
    }
}
