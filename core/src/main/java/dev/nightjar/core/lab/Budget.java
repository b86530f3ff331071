package dev.nightjar.core.lab;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much training one trial gets. Every trial of a run gets the same.
///
/// `amount` is in floating-point operations of the matrix products, in seconds of the training clock, in tokens, or in
/// optimizer steps.
public record Budget(Kind kind, double amount) {

    private static final Pattern FORM = Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([KMGT]?)\\s*(\\S+)\\s*");
    private static final Map<String, Double> PREFIX = Map.of("", 1.0, "K", 1e3, "M", 1e6, "G", 1e9, "T", 1e12);

    /// What is counted.
    public enum Kind {
        COMPUTE,
        TIME,
        TOKENS,
        STEPS
    }

    public Budget {
        if (!(amount > 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException(
                    "The budget (%s) must be positive.\nMaybe the unit is missing: \"300s\".".formatted(amount));
        }
    }

    /// Reads `2 TFLOP`, `300s`, `20M tokens` or `400 steps`.
    public static Budget parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            double amount =
                    Double.parseDouble(matcher.group(1)) * requireNonNull(PREFIX.get(matcher.group(2)), "prefix");
            switch (matcher.group(3).toLowerCase(Locale.ROOT)) {
                case "flop", "flops":
                    return new Budget(Kind.COMPUTE, amount);
                case "token", "tokens":
                    return new Budget(Kind.TOKENS, amount);
                case "step", "steps":
                    return new Budget(Kind.STEPS, amount);
                case "s", "m", "min", "h":
                    return new Budget(Kind.TIME, Quantity.duration(text).toMillis() / 1000.0);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException(
                "The budget (%s) is none of compute, time, tokens or steps.\nMaybe it should read like \"2 TFLOP\", \"300s\", \"20M tokens\" or \"400 steps\"."
                        .formatted(text));
    }

    /// A share of it; of tokens and steps, a whole number and at least one.
    public Budget part(double share) {
        return switch (kind) {
            case COMPUTE, TIME -> new Budget(kind, amount * share);
            case TOKENS, STEPS -> new Budget(kind, Math.max(1, Math.rint(amount * share)));
        };
    }

    /// The canonical text, as trials read it.
    @Override
    public String toString() {
        return switch (kind) {
            case COMPUTE -> plain(amount / 1e12) + " TFLOP";
            case TIME -> plain(amount) + " s";
            case TOKENS -> plain(amount) + " tokens";
            case STEPS -> plain(amount) + " steps";
        };
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
