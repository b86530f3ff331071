package dev.nightjar.wire;

import java.util.Arrays;
import java.util.Locale;

/// Where a trial computes. Which of several GPUs it is, the engine decides by what the process can see.
public enum Device {
    CPU,
    CUDA;

    /// The device named by `text`, as it stands in the environment (`cpu`, `cuda`).
    ///
    /// @throws IllegalArgumentException if there is no such device
    public static Device parse(String text) {
        return Arrays.stream(values())
                .filter(device -> device.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The device (%s) is neither cpu nor cuda.%nMaybe it is written in capitals, or names one GPU of several."
                                .formatted(text)));
    }

    /// The device as it stands in the environment.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
