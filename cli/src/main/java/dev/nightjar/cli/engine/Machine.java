package dev.nightjar.cli.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What this machine is, as far as trials care.
///
/// @param memoryBytes of the whole machine
/// @param gpu         name and memory of the first NVIDIA GPU, as its driver says it
public record Machine(String processor, int cores, long memoryBytes, Optional<String> gpu) {

    public static Machine look() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                firstGpu());
    }

    /// One line for the ledger and the report.
    public String line() {
        return "%s, %d cores, %d GiB%s"
                .formatted(
                        processor,
                        cores,
                        memoryBytes >> 30,
                        gpu.map(name -> ", " + name).orElse(""));
    }

    private static String processorName() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (var lines = Files.lines(info)) {
                Optional<String> model = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
                if (model.isPresent()) {
                    return model.get();
                }
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }

    private static Optional<String> firstGpu() {
        if (!Files.exists(Path.of("/dev/nvidiactl"))) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(
                            List.of("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? text.lines().findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
