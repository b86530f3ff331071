package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.execution.RuntimeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where Nightjar itself lives: the clone with its templates, the build, and the cache. Nothing is written outside the
/// cache and the labs.
///
/// @param root     the clone: holds `labs/`, the Maven wrapper, the launcher
/// @param cache    corpora, unpacked native libraries, device locks
/// @param training the file with the class path of training programs, `cuda` the same for GPUs
public record Home(Path root, Path cache, Path training, Path cuda) {

    /// From the system properties that the launcher sets and the environment.
    public static Home find() {
        return new Home(
                Path.of(System.getProperty("nightjar.home", "."))
                        .toAbsolutePath()
                        .normalize(),
                cache(System.getenv(), System.getProperty("user.home", "."), System.getProperty("os.name", "")),
                Path.of(System.getProperty("nightjar.training.classpath", "training.classpath")),
                Path.of(System.getProperty("nightjar.training.cuda.classpath", "training-cuda.classpath")));
    }

    /// The property `nightjar.cache` or `NIGHTJAR_CACHE`, else the platform's cache folder.
    static Path cache(Map<String, String> environment, String userHome, String osName) {
        Optional<String> own = Optional.ofNullable(System.getProperty("nightjar.cache"))
                .or(() -> Optional.ofNullable(environment.get("NIGHTJAR_CACHE")))
                .filter(text -> !text.isBlank());
        if (own.isPresent()) {
            return Path.of(own.get()).toAbsolutePath().normalize();
        }
        if (osName.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return Path.of(userHome, "Library", "Caches", "nightjar");
        }
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElse(Path.of(userHome, ".cache"))
                .resolve("nightjar");
    }

    /// The folder of a lab template.
    public Path template(String name) {
        Path folder = root.resolve("labs").resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "There is no template (%s).".formatted(name),
                    "gpt, command or python is meant.");
        }
        return folder;
    }

    /// The jars that a training program runs with.
    public List<Path> trainingClassPath(String device) {
        Path file = device.equals("cuda") ? cuda : training;
        try {
            return Arrays.stream(Files.readString(file).strip().split(System.getProperty("path.separator")))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The training libraries for device (%s) are not built: %s is not there.".formatted(device, file),
                    device.equals("cuda")
                            ? "they were never fetched: run \"./nightjar build --cuda\" (about 0.9 GB)."
                            : "the build was interrupted: run \"./nightjar build\".",
                    e);
        }
    }

    /// Prepared corpora, one folder each, and the source jars they come from.
    public Path corpora() {
        return cache.resolve("corpora");
    }

    /// Native libraries as JavaCPP unpacks them.
    public Path natives() {
        return cache.resolve("javacpp");
    }

    /// The small Java that trials run on.
    public RuntimeImage runtimeImage() {
        return new RuntimeImage(cache.resolve("runtime"), Path.of(System.getProperty("java.home")));
    }

    /// Lock files, one a device, for the whole machine.
    public Path devices() {
        return cache.resolve("devices");
    }

    /// The virtual machine that runs the engine, and everything it starts.
    public Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// The Maven of this clone.
    public Path maven() {
        return root.resolve("mvnw");
    }
}
