package dev.nightjar.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of budgets: reading every spelling, writing the canonical one.
final class BudgetText {

    // The exponent is bounded: BigDecimal would take seconds and gigabytes over 1e999999999.
    private static final Pattern TEXT =
            Pattern.compile("([+-]?\\d{1,30}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,3})?)\\s*([a-zA-Z][a-zA-Z ]*)");

    private record Unit(String name, BigDecimal flop) {}

    private static final List<Unit> FLOP_UNITS = List.of(
            new Unit("EFLOP", BigDecimal.TEN.pow(18)),
            new Unit("PFLOP", BigDecimal.TEN.pow(15)),
            new Unit("TFLOP", BigDecimal.TEN.pow(12)),
            new Unit("GFLOP", BigDecimal.TEN.pow(9)),
            new Unit("MFLOP", BigDecimal.TEN.pow(6)),
            new Unit("FLOP", BigDecimal.ONE));

    private BudgetText() {}

    static WorkBudget parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw unreadable(text);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (number.signum() <= 0) {
            throw new IllegalArgumentException(
                    "The budget (%s) must be positive.%nMaybe a minus sign or a zero slipped in: \"300 s\"."
                            .formatted(text));
        }
        return read(number, matcher.group(2).strip(), text);
    }

    private static WorkBudget read(BigDecimal number, String unit, String text) {
        for (Unit flop : FLOP_UNITS) {
            if (unit.equalsIgnoreCase(flop.name) || unit.equalsIgnoreCase(flop.name + "s")) {
                return new WorkBudget.Compute(number.multiply(flop.flop).doubleValue());
            }
        }
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ms" -> time(number.movePointLeft(3), text);
            case "s", "sec", "second", "seconds" -> time(number, text);
            case "m", "min", "minute", "minutes" -> time(number.multiply(BigDecimal.valueOf(60)), text);
            case "h", "hour", "hours" -> time(number.multiply(BigDecimal.valueOf(3600)), text);
            case "token", "tokens" -> new WorkBudget.Tokens(count(number, text));
            case "k tokens", "ktokens" -> new WorkBudget.Tokens(count(number.movePointRight(3), text));
            case "m tokens", "mtokens" -> new WorkBudget.Tokens(count(number.movePointRight(6), text));
            case "b tokens", "btokens", "g tokens", "gtokens" ->
                new WorkBudget.Tokens(count(number.movePointRight(9), text));
            case "step", "steps" -> new WorkBudget.Steps(count(number, text));
            case "k steps", "ksteps" -> new WorkBudget.Steps(count(number.movePointRight(3), text));
            default -> throw unreadable(text);
        };
    }

    private static WorkBudget time(BigDecimal seconds, String text) {
        try {
            return new WorkBudget.TrainingTime(Seconds.duration(seconds));
        } catch (ArithmeticException tooLong) {
            throw outOfRange(text, tooLong);
        }
    }

    private static long count(BigDecimal number, String text) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException notWhole) {
            throw outOfRange(text, notWhole);
        }
    }

    private static IllegalArgumentException outOfRange(String text, ArithmeticException cause) {
        return new IllegalArgumentException(
                "The budget (%s) is not a whole number that fits 64 bits.%nMaybe a digit too many, or a part of a step."
                        .formatted(text),
                cause);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(("The budget (%s) is not a number and a unit.%n"
                        + "Maybe the unit is missing: \"2 TFLOP\", \"300 s\", \"20M tokens\", \"400 steps\".")
                .formatted(text));
    }

    static String flop(double flop) {
        // The shortest decimal that reads back as the same double, so that the text is canonical and exact.
        BigDecimal exact = new BigDecimal(Double.toString(flop));
        Unit unit = FLOP_UNITS.stream()
                .filter(candidate -> exact.compareTo(candidate.flop) >= 0)
                .findFirst()
                .orElse(FLOP_UNITS.getLast());
        BigDecimal number =
                exact.divide(unit.flop, 340, RoundingMode.UNNECESSARY).stripTrailingZeros();
        return number.toPlainString() + " " + unit.name;
    }
}
