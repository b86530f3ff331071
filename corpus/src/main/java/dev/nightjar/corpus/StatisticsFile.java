package dev.nightjar.corpus;

import dev.nightjar.corpus.source.Drop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Statistics as a text file of `name = value` lines.
final class StatisticsFile {

    private StatisticsFile() {}

    static void write(Path file, CorpusStatistics statistics) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Split split : Split.values()) {
            SplitStatistics size = statistics.of(split);
            lines.add(name(split) + ".documents = " + size.documents());
            lines.add(name(split) + ".bytes = " + size.bytes());
            lines.add(name(split) + ".tokens = " + size.tokens());
        }
        lines.add("validation.gzip_bits_per_byte = " + statistics.gzipBitsPerByte());
        statistics.dropped().forEach((why, count) -> lines.add("dropped." + name(why) + " = " + count));
        Files.write(file, lines, StandardCharsets.US_ASCII);
    }

    static CorpusStatistics read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            String[] parts = line.split(" = ", 2);
            values.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        try {
            Map<Split, SplitStatistics> splits = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                splits.put(
                        split,
                        new SplitStatistics(
                                number(values, name(split) + ".documents"),
                                number(values, name(split) + ".bytes"),
                                number(values, name(split) + ".tokens")));
            }
            Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
            for (Drop why : Drop.values()) {
                dropped.put(why, number(values, "dropped." + name(why)));
            }
            double gzip = Double.parseDouble(values.getOrDefault("validation.gzip_bits_per_byte", ""));
            return new CorpusStatistics(splits, gzip, dropped);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s is damaged: %s%nMaybe it was edited: delete its folder and prepare the corpus again."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.getOrDefault(name, ""));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
