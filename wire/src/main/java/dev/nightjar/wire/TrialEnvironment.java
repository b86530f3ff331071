package dev.nightjar.wire;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the engine tells a training program, as environment variables that start with [#PREFIX].
///
/// @param mode what to do in this process
/// @param seed of everything random in the trial
/// @param budget how much to train
/// @param data folder where the shards appear, and the file `go` once they may be read
/// @param out the only folder that the trial may write; holds the checkpoint
/// @param device where to compute
/// @param threads that the trial may keep busy, at least 1
/// @param context of the judge's rows, in tokens; the program may train with another
/// @param vocabulary number of token ids, special ones included
/// @param bos id of the token that starts every document and row
/// @param guard time of the training clock after which the program stops whatever is left of a budget that is not time
public record TrialEnvironment(
        Mode mode,
        long seed,
        WorkBudget budget,
        Path data,
        Path out,
        Device device,
        int threads,
        int context,
        int vocabulary,
        int bos,
        Duration guard) {

    public static final String PREFIX = "NIGHTJAR_";

    public TrialEnvironment {
        requirePositive("THREADS", threads);
        requirePositive("CONTEXT", context);
        requirePositive("VOCABULARY", vocabulary);
        if (bos < 0 || bos >= vocabulary) {
            throw new IllegalArgumentException(
                    "The token NIGHTJAR_BOS (%d) is outside the vocabulary of %d.%nMaybe the vocabulary was counted without its special tokens."
                            .formatted(bos, vocabulary));
        }
        if (!guard.isPositive()) {
            throw new IllegalArgumentException(
                    "The guard (%s) must be positive.%nMaybe NIGHTJAR_GUARD was given in another unit than seconds."
                            .formatted(guard));
        }
    }

    /// Reads a trial's environment, ignoring all other variables.
    ///
    /// @throws IllegalArgumentException naming the variable that is missing or not understood
    public static TrialEnvironment from(Map<String, String> environment) {
        return new TrialEnvironment(
                read(environment, "MODE", Mode::parse),
                read(environment, "SEED", Long::parseLong),
                read(environment, "BUDGET", WorkBudget::parse),
                read(environment, "DATA", Path::of),
                read(environment, "OUT", Path::of),
                read(environment, "DEVICE", Device::parse),
                read(environment, "THREADS", Integer::parseInt),
                read(environment, "CONTEXT", Integer::parseInt),
                read(environment, "VOCABULARY", Integer::parseInt),
                read(environment, "BOS", Integer::parseInt),
                read(environment, "GUARD", TrialEnvironment::seconds));
    }

    /// The variables, so that `from(toMap())` is this environment again.
    public Map<String, String> toMap() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(PREFIX + "MODE", mode.text());
        variables.put(PREFIX + "SEED", Long.toString(seed));
        variables.put(PREFIX + "BUDGET", budget.toString());
        variables.put(PREFIX + "DATA", data.toString());
        variables.put(PREFIX + "OUT", out.toString());
        variables.put(PREFIX + "DEVICE", device.text());
        variables.put(PREFIX + "THREADS", Integer.toString(threads));
        variables.put(PREFIX + "CONTEXT", Integer.toString(context));
        variables.put(PREFIX + "VOCABULARY", Integer.toString(vocabulary));
        variables.put(PREFIX + "BOS", Integer.toString(bos));
        variables.put(PREFIX + "GUARD", Seconds.format(guard));
        return variables;
    }

    private static <T> T read(Map<String, String> environment, String name, Function<String, T> parse) {
        @Nullable String text = environment.get(PREFIX + name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "The variable %s%s is not set.%nMaybe the program was started by hand: `nightjar run` starts it with its environment."
                            .formatted(PREFIX, name));
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The variable %s%s (%s) is not a %s.%nMaybe it was changed on its way through a shell."
                            .formatted(PREFIX, name, text, e instanceof InvalidPathException ? "path" : "number"),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The variable %s%s: %s".formatted(PREFIX, name, e.getMessage()), e);
        }
    }

    private static Duration seconds(String text) {
        if (text.length() > 40 || text.contains("e") || text.contains("E")) {
            throw new NumberFormatException(text);
        }
        return Seconds.duration(new BigDecimal(text));
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "The variable %s%s (%d) must be positive.%nMaybe it was computed from an empty list."
                            .formatted(PREFIX, name, value));
        }
    }
}
