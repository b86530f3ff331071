package dev.nightjar.wire;

import java.util.Arrays;
import java.util.Locale;

/// What the engine wants from a training program in this process.
public enum Mode {
    /// Train on the shards until the budget is spent, then write the checkpoint.
    TRAIN,
    /// Build the model and take one step on synthetic tokens, then leave.
    PREFLIGHT,
    /// Load the checkpoint and answer frames on standard input and output.
    SERVE;

    /// The mode named by `text`, as it stands in the environment (`train`, `preflight`, `serve`).
    ///
    /// @throws IllegalArgumentException if there is no such mode
    public static Mode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The mode (%s) is not one of train, preflight, serve.%nMaybe NIGHTJAR_MODE was set by hand."
                                .formatted(text)));
    }

    /// The mode as it stands in the environment.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
