package dev.nightjar.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory this process held at one moment.
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /// MiB of resident memory at the peak where the system tells (Linux), else 0.
    static double megabytes() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Double.parseDouble(line.substring(PEAK.length())
                                    .replace("kB", "")
                                    .strip())
                            / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " could not be read.", e);
        }
    }
}
