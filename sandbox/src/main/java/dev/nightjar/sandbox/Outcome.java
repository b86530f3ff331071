package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a tree of processes ended.
///
/// @param exitCode of the first process, 128 + n after a signal n; -1 if there never was one or nobody saw it end
/// @param wall from start to the end of the first process
/// @param cpu processor time of the whole tree as far as it was seen (some five looks a second), if it was
/// @param load what the processors were busy with meanwhile, where anybody knows
/// @param peakResidentBytes largest seen sum of resident sets, 0 if the process ended before the first look
/// @param detail one or more lines for a person; empty if there is nothing to say
public record Outcome(
        int exitCode,
        Ending ending,
        Duration wall,
        Optional<Duration> cpu,
        Optional<Load> load,
        long peakResidentBytes,
        String detail) {

    private static final String LAST_LINE = "complete: yes";

    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode == 0;
    }

    /// The outcome in `file`, or nothing if there is no file or not all of one. The supervisor renames a file into
    /// place only when it is
    /// whole and forced to disk, so anything less is no outcome.
    public static Optional<Outcome> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        return parse(text);
    }

    /// `key: value` lines, ended by `complete: yes`.
    String toText() {
        StringBuilder text = new StringBuilder();
        text.append("ending: ").append(ending).append('\n');
        text.append("exit-code: ").append(exitCode).append('\n');
        text.append("wall-ms: ").append(wall.toMillis()).append('\n');
        cpu.ifPresent(time -> text.append("cpu-ms: ").append(time.toMillis()).append('\n'));
        load.ifPresent(shares -> text.append("load: ")
                .append(shares.others())
                .append(' ')
                .append(shares.idle())
                .append('\n'));
        text.append("peak-resident-bytes: ").append(peakResidentBytes).append('\n');
        detail.lines().forEach(line -> text.append("detail: ").append(line).append('\n'));
        return text.append(LAST_LINE).append('\n').toString();
    }

    static Optional<Outcome> parse(String text) {
        if (!text.endsWith(LAST_LINE + "\n")) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.merge(line.substring(0, colon), line.substring(colon + 2), (one, two) -> one + "\n" + two);
            }
        }
        try {
            return Optional.of(new Outcome(
                    Integer.parseInt(values.getOrDefault("exit-code", "")),
                    Ending.valueOf(values.getOrDefault("ending", "")),
                    Duration.ofMillis(Long.parseLong(values.getOrDefault("wall-ms", ""))),
                    Optional.ofNullable(values.get("cpu-ms"))
                            .map(Long::parseLong)
                            .map(Duration::ofMillis),
                    Optional.ofNullable(values.get("load")).map(Outcome::load),
                    Long.parseLong(values.getOrDefault("peak-resident-bytes", "")),
                    values.getOrDefault("detail", "")));
        } catch (IllegalArgumentException notAnOutcome) {
            return Optional.empty();
        }
    }

    private static Load load(String shares) {
        String[] numbers = shares.split(" ", 2);
        return new Load(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    Outcome withDetail(String other) {
        return new Outcome(exitCode, ending, wall, cpu, load, peakResidentBytes, other);
    }

    static Outcome notStarted(String why) {
        return unseen(Ending.NOT_STARTED, why);
    }

    /// Nobody saw more of it than that.
    static Outcome unseen(Ending ending, String why) {
        return new Outcome(-1, ending, Duration.ZERO, Optional.empty(), Optional.empty(), 0, why);
    }
}
