package dev.nightjar.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/// Durations as decimal seconds, exact to the nanosecond.
final class Seconds {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private Seconds() {}

    static BigDecimal decimal(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }

    static String format(Duration duration) {
        BigDecimal seconds = decimal(duration).stripTrailingZeros();
        return seconds.toPlainString();
    }

    /// Rounds to the nanosecond.
    ///
    /// @throws ArithmeticException if the seconds do not fit a duration
    static Duration duration(BigDecimal seconds) {
        BigInteger nanos =
                seconds.movePointRight(9).setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
        BigInteger[] parts = nanos.divideAndRemainder(NANOS);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
