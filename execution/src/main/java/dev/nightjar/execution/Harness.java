package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.sandbox.Channel;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.sandbox.Walls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// What candidates are run with, made ready before each use. The native libraries of the training class path are
/// unpacked before any candidate runs, because behind walls nobody may write them; and every sealed file is still what
/// it was.
final class Harness {
    private static final String UNPACKER = "dev.nightjar.training.Unpack";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long MEMORY = 4L << 30;

    private final Workshop workshop;

    Harness(Workshop workshop) {
        this.workshop = workshop;
    }

    void ready(Interruption interruption) throws IOException {
        // Without walls each process unpacks what it lacks.
        boolean unpacked = workshop.sandbox().isPresent()
                && workshop.isJava()
                && workshop.requireJava().classPath().stream().anyMatch(Harness::libtorch);
        if (unpacked) {
            JavaRuntime java = workshop.requireJava();
            Path done = Files.createDirectories(java.nativeCache()).resolve("unpacked-" + key(java));
            if (!Files.exists(done)) {
                unpack(java, interruption);
                Files.writeString(done, "");
            }
            workshop.seals().addTrees(java.unpacked());
        }
        workshop.seals().require();
    }

    /// A class path without it has nothing to unpack.
    private static boolean libtorch(Path jar) {
        return String.valueOf(jar.getFileName()).startsWith("pytorch");
    }

    private void unpack(JavaRuntime java, Interruption interruption) throws IOException {
        Path log = Files.createDirectories(workshop.runFolder()).resolve("unpack.txt");
        Launch launch = new Launch(
                java.program(List.of(), UNPACKER, Walls.TEMPORARY, MEMORY, 1, true)
                        .command(),
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "HOME", Walls.TEMPORARY.toString(),
                        "NIGHTJAR_DEVICE", workshop.compute().device().text()),
                java.nativeCache(),
                Limits.of(LIMIT, MEMORY),
                Channel.LOG,
                log,
                Optional.empty(),
                new Views(workshop).unpacker());
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        if (!outcome.succeeded()) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The native libraries cannot be unpacked into (%s): %s"
                            .formatted(java.nativeCache(), TrialLog.read(log).lastWords()),
                    "the disk is full (they take some 400 MB, for CUDA 3 GB); %s says more.".formatted(log));
        }
    }

    /// By the jars' names, which hold their versions.
    private static String key(JavaRuntime java) {
        CRC32 sum = new CRC32();
        String names = java.classPath().stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .sorted()
                .collect(Collectors.joining("\n"));
        sum.update(names.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
