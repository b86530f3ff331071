package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers as prompts and notes show them.
public final class Figure {

    private static final MathContext DIGITS = new MathContext(6);
    private static final MathContext DELTA_DIGITS = new MathContext(3);
    private static final double LARGE = 1e7;
    private static final double TINY = 1e-6;

    private Figure() {}

    /// A metric, with six digits.
    public static String metric(double value) {
        return rounded(value, DIGITS);
    }

    /// `better by 0.00412`, `worse by 0.01`, `the same`.
    public static String gain(double gain) {
        if (gain == 0) {
            return "the same";
        }
        return (gain > 0 ? "better by " : "worse by ") + rounded(Math.abs(gain), DELTA_DIGITS);
    }

    /// As [#gain], from two values of a metric.
    public static String gain(Direction direction, double value, double reference) {
        return gain(direction.gain(value, reference));
    }

    /// A gain, marked where chance alone makes differences of its size.
    public static String gain(double gain, OptionalDouble noise) {
        boolean chance = noise.isPresent() && Math.abs(gain) < 2 * noise.getAsDouble();
        return gain(gain) + (chance ? " (within noise)" : "");
    }

    static String small(double value) {
        return rounded(value, DELTA_DIGITS);
    }

    private static String rounded(double value, MathContext digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (Math.abs(value) >= LARGE || Math.abs(value) < TINY) {
            return String.format(Locale.ROOT, "%." + (digits.getPrecision() - 1) + "e", value);
        }
        return new BigDecimal(value).round(digits).stripTrailingZeros().toPlainString();
    }
}
