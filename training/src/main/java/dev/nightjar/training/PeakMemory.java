package dev.nightjar.training;

import dev.nightjar.wire.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/// The most memory that a trial held at one moment, in MiB.
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /// Of the device that the trial computes on.
    static double megabytes(Device device) {
        return switch (device) {
            case CPU -> residentMegabytes();
            case CUDA -> torch.getDeviceStats((byte) 0).allocated_bytes().peak() / (double) (1 << 20);
        };
    }

    /// Resident memory where the system tells (Linux), else 0.
    private static double residentMegabytes() {
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
