package dev.nightjar.core.lab;

import java.util.List;
import java.util.Optional;

/// One constant of the editable file that a proposal may change, and within which bounds. The person's; no proposal can
/// widen it.
public sealed interface Knob {

    /// How a range is walked: evenly in the value or in its logarithm.
    enum Scale {
        LINEAR,
        LOG
    }

    /// The name that proposals use.
    String name();

    /// The constant in the editable file that holds it.
    String constant();

    /// One line for people and prompts.
    String doc();

    /// The range or the choices, as a sentence fragment for messages.
    String domain();

    /// The value in the knob's own type, or empty when it is outside the domain.
    Optional<KnobValue> accept(KnobValue value);

    /// Whole numbers `min`, `min + step`, … up to `max`.
    record IntRange(String name, String constant, String doc, long min, long max, long step, Scale scale)
            implements Knob {
        public IntRange {
            requireOrder(name, min, max, scale);
            if (step < 1) {
                throw new IllegalArgumentException(
                        "The step (%d) of knob (%s) must be at least 1.\nMaybe it should be left out."
                                .formatted(step, name));
            }
        }

        @Override
        public String domain() {
            return "a whole number from %d to %d%s".formatted(min, max, step == 1 ? "" : " in steps of " + step);
        }

        @Override
        public Optional<KnobValue> accept(KnobValue value) {
            double number = value.number();
            boolean fits =
                    number == Math.rint(number) && number >= min && number <= max && ((long) number - min) % step == 0;
            return fits ? Optional.of(new KnobValue.Int((long) number)) : Optional.empty();
        }
    }

    /// Real numbers from `min` to `max`.
    record RealRange(String name, String constant, String doc, double min, double max, Scale scale) implements Knob {
        public RealRange {
            requireOrder(name, min, max, scale);
        }

        @Override
        public String domain() {
            return "a number from %s to %s".formatted(min, max);
        }

        @Override
        public Optional<KnobValue> accept(KnobValue value) {
            double number = value.number();
            return number >= min && number <= max
                    ? Optional.of(new KnobValue.Real(number + 0.0)) // -0.0 + 0.0 is 0.0: a zero has one spelling
                    : Optional.empty();
        }
    }

    /// One of a list. Numeric choices are ordered as listed, others are categories.
    record Choice(String name, String constant, String doc, List<KnobValue> choices) implements Knob {
        public Choice {
            choices = List.copyOf(choices);
            if (choices.size() < 2 || choices.stream().distinct().count() != choices.size()) {
                throw new IllegalArgumentException(
                        "The choices (%s) of knob (%s) must be at least two different ones.\nMaybe one is missing."
                                .formatted(choices, name));
            }
        }

        /// Whether neighbours in the list are near each other.
        public boolean ordered() {
            return choices.stream().noneMatch(choice -> Double.isNaN(choice.number()));
        }

        @Override
        public String domain() {
            return "one of " + choices;
        }

        @Override
        public Optional<KnobValue> accept(KnobValue value) {
            return choices.stream()
                    .filter(choice -> choice.equals(value) || choice.number() == value.number())
                    .findFirst();
        }
    }

    private static void requireOrder(String name, double min, double max, Scale scale) {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(
                    "The range [%s, %s] of knob (%s) must be finite and rising.\nMaybe the two ends are swapped."
                            .formatted(min, max, name));
        }
        if (scale == Scale.LOG && min <= 0) {
            throw new IllegalArgumentException(
                    "The log scale of knob (%s) cannot start at %s.\nMaybe scale = \"linear\" is meant, or a small positive minimum."
                            .formatted(name, min));
        }
    }
}
