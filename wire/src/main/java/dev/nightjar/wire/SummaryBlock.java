package dev.nightjar.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The summary that a training program prints at its end: a line `---`, then `key: value` lines. The field's keys are
/// `val_bpb`, `training_seconds`, `total_seconds`, `peak_vram_mb`, `mfu_percent`, `total_tokens_M`, `num_steps`,
/// `num_params_M`, `depth`; a program may add others.
///
/// @param values in the order of the lines, as printed
public record SummaryBlock(Map<String, String> values) {

    private static final String START = "---";
    private static final Pattern LINE = Pattern.compile("([A-Za-z][\\w.]*):\\s*(\\S.*?)\\s*");

    public SummaryBlock {
        values.forEach((key, value) -> {
            if (!LINE.matcher(key + ": " + value).matches()) {
                throw new IllegalArgumentException(
                        "The summary line (%s: %s) is not a name and a value on one line.%nMaybe the name contains a space."
                                .formatted(key, value));
            }
        });
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The last block among `lines`; empty if no `---` is followed by a `key: value` line.
    public static Optional<SummaryBlock> parse(List<String> lines) {
        for (int start = lines.size() - 1; start >= 0; start--) {
            if (lines.get(start).strip().equals(START)) {
                Map<String, String> values = readBlock(lines.subList(start + 1, lines.size()));
                if (!values.isEmpty()) {
                    return Optional.of(new SummaryBlock(values));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> readBlock(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                break;
            }
            values.put(matcher.group(1), matcher.group(2));
        }
        return values;
    }

    /// The value of `key` if it is there and a finite number.
    public OptionalDouble number(String key) {
        String text = values.get(key);
        return text == null
                ? OptionalDouble.empty()
                : Numbers.finite(text).stream().mapToDouble(Double::doubleValue).findFirst();
    }

    /// The block's lines, values aligned in the column that other tools use.
    public List<String> format() {
        List<String> lines = new ArrayList<>();
        lines.add(START);
        values.forEach((key, value) -> lines.add("%-17s %s".formatted(key + ":", value)));
        return List.copyOf(lines);
    }
}
