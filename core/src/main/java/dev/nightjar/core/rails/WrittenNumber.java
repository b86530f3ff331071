package dev.nightjar.core.rails;

import dev.nightjar.core.lab.Knob;
import java.math.BigDecimal;

/// Whether a number fits a knob as it was written. A double is only near it: `8.0000000000000001` reads as 8, `1e-400`
/// as 0.
final class WrittenNumber {

    private WrittenNumber() {}

    static boolean fits(BigDecimal written, Knob knob) {
        return switch (knob) {
            case Knob.IntRange range ->
                whole(written)
                        && written.compareTo(BigDecimal.valueOf(range.min())) >= 0
                        && written.compareTo(BigDecimal.valueOf(range.max())) <= 0;
            case Knob.RealRange range ->
                written.compareTo(BigDecimal.valueOf(range.min())) >= 0
                        && written.compareTo(BigDecimal.valueOf(range.max())) <= 0
                        && (written.signum() == 0 || written.doubleValue() != 0);
            case Knob.Choice choice ->
                choice.choices().stream()
                        .filter(value -> Double.isFinite(value.number()))
                        .anyMatch(value -> written.compareTo(new BigDecimal(value.toString())) == 0);
        };
    }

    /// Without expanding an exponent of a million into as many digits.
    private static boolean whole(BigDecimal written) {
        return written.signum() == 0 || written.stripTrailingZeros().scale() <= 0;
    }
}
