package dev.nightjar.cli.integrity;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.Stream;

/// An attack, or an honest program of unusual shape: a folder with one file to propose and its `attack.properties`.
///
/// @param tries     what it tries, for people
/// @param stoppedBy the mechanism: a rail's id, `walls`, `judge-audit`, `judge-witness`, `judge-correction`, `budget`,
/// `limit`,
///     `protocol`, `harmless`, `bounded` for what cannot be stopped but gains little, `nothing` for honest programs
/// @param record    what the ledger may say of it; the words are [Verdict]'s
/// @param evidence  what is looked at besides, for people
/// @param bound     of what is `bounded`, for people
/// @param chance    of being detected by one judgement, where that is a matter of chance
/// @param repeats   judgements more, to compare the chance with
/// @param seconds   that it may take in all
/// @param quick     whether it is among those that `check` runs
/// @param lab       the variant of the bench's lab that it is proposed to
/// @param file      to propose: a program, or `proposal.txt` with what a model said
record Case(
        String name,
        boolean honest,
        String title,
        String tries,
        String stoppedBy,
        List<String> record,
        String evidence,
        String bound,
        OptionalDouble chance,
        int repeats,
        double seconds,
        boolean quick,
        String lab,
        Path file) {

    private static final String PROPERTIES = "attack.properties";
    private static final String RAW = "proposal.txt";

    /// All below `bench/integrity`, the attacks first, each kind in the order of names.
    static List<Case> all(Path folder) {
        try {
            List<Case> cases = new ArrayList<>();
            for (boolean honest : new boolean[] {false, true}) {
                try (Stream<Path> files = Files.list(honest ? folder.resolve("honest") : folder)) {
                    for (Path one : files.filter(file -> Files.exists(file.resolve(PROPERTIES)))
                            .sorted()
                            .toList()) {
                        cases.add(read(one, honest));
                    }
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The attacks (%s) cannot be read: %s.".formatted(folder, e),
                    "this is no clone of the repository.",
                    e);
        }
    }

    private static Case read(Path folder, boolean honest) throws IOException {
        Properties text = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(PROPERTIES))) {
            text.load(reader);
        }
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.filter(one -> !one.endsWith(PROPERTIES)).findFirst().orElseThrow();
        }
        String chance = text.getProperty("chance", "");
        return new Case(
                folder.getFileName().toString(),
                honest,
                text.getProperty("title"),
                text.getProperty("tries"),
                text.getProperty("stopped-by"),
                Verdict.alternatives(text.getProperty("record")),
                text.getProperty("evidence", ""),
                text.getProperty("bound", ""),
                chance.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(chance)),
                Integer.parseInt(text.getProperty("repeats", "0")),
                Double.parseDouble(text.getProperty("seconds", "30")),
                Boolean.parseBoolean(text.getProperty("quick", "false")),
                text.getProperty("lab", "usual"),
                file);
    }

    /// Whether `file` is what a model said, not a program.
    boolean raw() {
        return file.endsWith(RAW);
    }

    /// Whether the fence of forbidden names stays up for it.
    boolean fenced() {
        return raw() || stoppedBy.equals("R5_diff_lint");
    }

    /// Whether it says in its log that it has tried what it is here for.
    boolean tellsOfItsTry(String source) {
        return source.contains("TRIED")
                && Arrays.asList("walls", "limit", "harmless").contains(stoppedBy);
    }
}
