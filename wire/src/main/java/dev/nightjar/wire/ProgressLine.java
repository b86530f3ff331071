package dev.nightjar.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line `PROGRESS fraction=0.25 step=100 tokens=204800 flop=5.0E11 seconds=5.1 loss=3.2` of a trial's learning
/// curve.
///
/// @param fraction of the budget that is spent, 0 to 1 (a little over 1 after the last step)
/// @param step optimizer steps taken
/// @param tokens target tokens trained on
/// @param flop floating-point operations of the matrix products
/// @param seconds of the training clock
/// @param loss smoothed training loss in nats per token; NaN if the program has none to tell
public record ProgressLine(double fraction, long step, long tokens, double flop, double seconds, double loss) {

    private static final String START = "PROGRESS ";
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");

    public ProgressLine {
        requireCount("fraction", fraction);
        requireCount("step", step);
        requireCount("tokens", tokens);
        requireCount("flop", flop);
        requireCount("seconds", seconds);
    }

    /// The progress on `line`; empty if it is no progress line or has no readable fraction. Fields that are missing
    /// or not understood are 0, the loss NaN; fields with other names are passed over.
    public static Optional<ProgressLine> parse(String line) {
        if (!line.startsWith(START)) {
            return Optional.empty();
        }
        Map<String, Double> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            String name = matcher.group(1);
            Numbers.finite(matcher.group(2)).ifPresent(value -> fields.put(name, value));
        }
        Double fraction = fields.get("fraction");
        if (fraction == null || fraction < 0) {
            return Optional.empty();
        }
        return Optional.of(new ProgressLine(
                fraction,
                (long) count(fields, "step"),
                (long) count(fields, "tokens"),
                count(fields, "flop"),
                count(fields, "seconds"),
                fields.getOrDefault("loss", Double.NaN)));
    }

    /// The line, without its end.
    public String format() {
        return START
                + "fraction=%s step=%d tokens=%d flop=%s seconds=%s loss=%s"
                        .formatted(fraction, step, tokens, flop, seconds, loss);
    }

    private static double count(Map<String, Double> fields, String name) {
        return Math.max(0, fields.getOrDefault(name, 0.0));
    }

    private static void requireCount(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The progress field %s (%s) must be finite and at least 0.%nMaybe a counter overflowed."
                            .formatted(name, value));
        }
    }
}
