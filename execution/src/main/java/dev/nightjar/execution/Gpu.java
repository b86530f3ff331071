package dev.nightjar.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a process needs of the machine to use an NVIDIA GPU.
final class Gpu {
    private static final List<String> DRIVER = List.of(
            "/usr/local/nvidia",
            "/usr/local/cuda",
            "/usr/lib/wsl",
            "/run/opengl-driver/lib",
            "/etc/OpenCL",
            "/sys/bus/pci/devices",
            "/sys/devices",
            "/sys/module/nvidia");

    private Gpu() {}

    /// `/dev/nvidia0`, `/dev/nvidiactl`, `/dev/nvidia-uvm`, and what else the driver has made.
    static List<Path> devices() throws IOException {
        try (Stream<Path> nodes = Files.list(Path.of("/dev"))) {
            return nodes.filter(node -> node.getFileName().toString().startsWith("nvidia")
                            || node.getFileName().toString().equals("dxg"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> libraries(Map<String, String> environment) {
        Stream<Path> named = Arrays.stream(
                        environment.getOrDefault("LD_LIBRARY_PATH", "").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).normalize())
                .filter(folder -> folder.getNameCount() > 1);
        return Stream.concat(DRIVER.stream().map(Path::of), named)
                .filter(Files::exists)
                .distinct()
                .toList();
    }
}
