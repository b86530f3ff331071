package dev.nightjar.core.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/// A knob's value: a JSON scalar. Anything a proposer may say is representable; whether it fits the knob is a rail's
/// question.
public sealed interface KnobValue {

    record Int(@JsonValue long value) implements KnobValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    record Real(@JsonValue double value) implements KnobValue {
        private static final double SMALLEST_PLAIN = 1e-9;

        /// As a literal of Java and of Python; small values without an exponent, as people write learning
        /// rates.
        @Override
        public String toString() {
            boolean small = Math.abs(value) >= SMALLEST_PLAIN && Math.abs(value) < 1e-3;
            return small ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() : Double.toString(value);
        }
    }

    record Text(@JsonValue String value) implements KnobValue {
        @Override
        public String toString() {
            return value;
        }
    }

    record Flag(@JsonValue boolean value) implements KnobValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /// From a JSON scalar.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static KnobValue of(Object scalar) {
        return switch (scalar) {
            case Boolean flag -> new Flag(flag);
            case Integer number -> new Int(number);
            case Long number -> new Int(number);
            case Number number -> new Real(number.doubleValue());
            case String text -> new Text(text);
            default ->
                throw new IllegalArgumentException(
                        "A knob's value (%s) must be a number, a text or a flag.\nMaybe it is nested by mistake."
                                .formatted(scalar));
        };
    }

    /// The value as a number, or NaN for a text or a flag.
    default double number() {
        return switch (this) {
            case Int(long value) -> value;
            case Real(double value) -> value;
            case Text _, Flag _ -> Double.NaN;
        };
    }
}
