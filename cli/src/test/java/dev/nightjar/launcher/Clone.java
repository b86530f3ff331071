package dev.nightjar.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A clone with the real launcher, beside a JDK and a Maven wrapper that only say what they were asked to do.
///
/// The JDK prints its arguments, one a line. The wrapper makes the jars that a build would, and adds a line to
/// `builds`.
final class Clone {

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in *Rehearsal*) exit 0 ;; esac
            printf '%s\\n' "$@"
            """;

    private static final String MAVEN_WRAPPER = """
            #!/bin/sh
            [ "$1" = --version ] && exit 0
            [ ! -e fail ] || { echo "[ERROR] cannot find symbol"; exit 1; }
            echo "built with ${MVNW_REPOURL:-Maven Central}" >> builds
            flavour=
            for argument in "$@"; do
                case $argument in -Dnightjar.build=*) to=${argument#*=} ;; *,cuda) flavour=-gpu ;; esac
            done
            touch cli/target/nightjar-cli-1.jar training/target/nightjar-training-1.jar "$to/engine/library.jar"
            echo /m2/pytorch$flavour.jar > "$to/third-party.classpath"
            """;

    final Path folder;
    final Path user;
    private final Path jdk;

    Clone(Path folder) throws IOException {
        this.folder = folder.resolve("a clone");
        this.user = Files.createDirectories(folder.resolve("a user"));
        this.jdk = folder.resolve("jdk");
        Path original = Path.of("").toAbsolutePath().getParent();
        for (String script : List.of("nightjar", "bin/build.sh")) {
            Path copy = this.folder.resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(original.resolve(script), copy);
        }
        for (String module : List.of("cli", "training")) {
            Files.createDirectories(this.folder.resolve(module + "/src/main"));
            Files.createDirectories(this.folder.resolve(module + "/target"));
        }
        script(this.folder.resolve("mvnw"), MAVEN_WRAPPER);
        makeJdk(jdk, "25.0.1");
    }

    static void makeJdk(Path folder, String version) throws IOException {
        script(folder.resolve("bin/java"), JAVA);
        script(folder.resolve("bin/javac"), JAVA);
        Files.writeString(
                folder.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Starts the launcher as the clone's path says.
    Process start(String... arguments) throws IOException {
        return start(folder.resolve("nightjar"), Map.of(), arguments);
    }

    /// Starts `launcher` from the user's folder.
    Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments))
                        .toList());
        builder.directory(user.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MVNW_") || name.equals("JAVA_HOME"));
        builder.environment().put("HOME", user.toString());
        builder.environment().put("NIGHTJAR_JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static String output(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    List<String> builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds"));
    }
}
