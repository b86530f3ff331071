package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import java.nio.file.Files;
import java.util.Optional;

/// Which device a run trains on.
public final class RunDevice {

    private static final String DOWNLOAD = "libtorch for CUDA (458 MB) and the CUDA 13 libraries (385 MB)";

    private RunDevice() {}

    /// The device that was asked for; else, for a program with libraries of its own, a GPU that is there; else a
    /// GPU whose libraries are there or wanted; else the processor.
    public static String choose(Optional<String> asked, boolean libtorch, Home home, Terminal terminal) {
        if (asked.isPresent()) {
            return required(asked.get(), libtorch, home);
        }
        Optional<String> gpu = Machine.look().gpu();
        if (gpu.isEmpty()) {
            return "cpu";
        }
        if (!libtorch || Files.exists(home.cuda())) {
            return "cuda";
        }
        terminal.line("There is a GPU: %s. Using it takes %s, fetched once by \"./nightjar build --cuda\"."
                .formatted(gpu.get(), DOWNLOAD));
        if (terminal.ask("Stop here, so that you can fetch them?").orElse(false)) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "Not started.",
                    "\"./nightjar build --cuda && ./nightjar run --device cuda\" is next.");
        }
        terminal.line("Training on the processor. (--device cpu skips this question.)");
        return "cpu";
    }

    private static String required(String device, boolean libtorch, Home home) {
        if (device.equals("cpu")) {
            return device;
        }
        if (!device.equals("cuda")) {
            throw new UserError(
                    UserError.Kind.USAGE, "There is no device (%s).".formatted(device), "cpu or cuda is meant.");
        }
        if (Machine.look().gpu().isEmpty()) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The device (cuda) needs an NVIDIA GPU, and no driver answers here.",
                    "nvidia-smi says more, or --device cpu is meant.");
        }
        if (libtorch) {
            home.trainingClassPath(device);
        }
        return device;
    }
}
