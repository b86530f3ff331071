package dev.nightjar.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// A Java that holds only what a training program needs: no sources, no tools but the compiler, no attach mechanism.
/// Made by `jlink` of the JDK that runs the engine, once for each JDK.
///
/// @param folder where images are kept
/// @param jdk the home of the JDK they are made from
public record RuntimeImage(Path folder, Path jdk) {
    /// `java.base` and what JavaCPP and the bindings of libtorch use (logging, `sun.misc.Unsafe`), and the
    /// compiler.
    private static final String MODULES = "java.base,java.logging,jdk.unsupported,jdk.compiler";

    /// The image's home, if it was made.
    public Optional<Path> find() {
        return Optional.of(home()).filter(Files::isDirectory);
    }

    /// Whether this JDK can make one.
    public boolean possible() {
        return Files.isExecutable(jdk.resolve("bin/jlink"));
    }

    /// Makes the image; takes some 7 s and 90 MB.
    ///
    /// @throws IOException with what `jlink` said
    public Path make() throws IOException, InterruptedException {
        Path partial = Files.createDirectories(folder)
                .resolve(name() + ".partial-" + ProcessHandle.current().pid());
        FileTree.delete(partial);
        try {
            run(List.of(
                    jdk.resolve("bin/jlink").toString(),
                    "--add-modules",
                    MODULES,
                    "--no-header-files",
                    "--no-man-pages",
                    "--output",
                    partial.toString()));
            run(List.of(partial.resolve("bin/java").toString(), "-Xshare:dump"));
            Files.move(partial, home(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(home())) {
                throw taken;
            }
            // Another engine was faster.
        } finally {
            FileTree.delete(partial);
        }
        return home();
    }

    private Path home() {
        return folder.resolve(name());
    }

    /// Changes with the JDK: its `release` file names vendor, version and build.
    private String name() {
        CRC32 sum = new CRC32();
        try {
            sum.update(Files.readAllBytes(jdk.resolve("release")));
        } catch (IOException none) {
            sum.update(jdk.toString().getBytes(StandardCharsets.UTF_8));
        }
        sum.update(MODULES.getBytes(StandardCharsets.UTF_8));
        return "java-%d-%08x".formatted(Runtime.version().feature(), sum.getValue());
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s said: %s"
                    .formatted(command.getFirst(), said.lines().findFirst().orElse("nothing")));
        }
    }
}
