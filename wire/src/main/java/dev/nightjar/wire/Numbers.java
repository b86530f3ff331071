package dev.nightjar.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/// Decimal numbers as every language prints them; `Double.parseDouble` alone would also take `1f`, `0x1p3` and `NaN`.
final class Numbers {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private Numbers() {}

    static Optional<Double> finite(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
}
