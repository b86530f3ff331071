package dev.nightjar.execution;

import dev.nightjar.sandbox.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a lab's Java program is compiled and run with.
///
/// @param java the `java` executable of a JDK
/// @param classPath the training library and libtorch; a candidate's own classes come last
/// @param nativeCache folder where JavaCPP unpacks native libraries, once for all trials
/// @param options more options of the virtual machine, such as an AOT cache
public record JavaRuntime(Path java, List<Path> classPath, Path nativeCache, List<String> options) {
    private static final long MOST_HEAP = 1L << 30;
    private static final long LEAST_HEAP = 128L << 20;
    private static final String COMPILER = "com.sun.tools.javac.Main";

    public JavaRuntime {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    /// What the virtual machine itself reads. Some Linux distributions keep parts of a JDK in `/etc`.
    List<Path> folders() throws IOException {
        return foldersOf(java.toRealPath().resolveSibling("..").normalize());
    }

    static List<Path> foldersOf(Path home) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(home.toRealPath()));
        for (String part : List.of("conf", "lib/security", "lib/security/cacerts")) {
            Path path = home.resolve(part);
            if (Files.exists(path) && !path.toRealPath().startsWith(home.toRealPath())) {
                folders.add(path.toRealPath());
            }
        }
        if (Files.isDirectory(home) && !home.equals(home.toRealPath())) {
            folders.add(home);
        }
        return folders;
    }

    /// A JDK's sources: the text that some corpora are made of.
    List<Path> hidden() throws IOException {
        return folders().stream()
                .map(home -> home.resolve("lib/src.zip"))
                .filter(Files::isRegularFile)
                .toList();
    }

    /// The native libraries that lie there already, one folder a jar.
    List<Path> unpacked() throws IOException {
        Files.createDirectories(nativeCache);
        try (Stream<Path> jars = Files.list(nativeCache)) {
            return jars.filter(Files::isDirectory).sorted().toList();
        }
    }

    /// Runs `mainClass` from `classes`; a class that the training library has too is the training library's.
    /// Tensors live outside the heap, so the heap gets a quarter of the memory, at most 1 GiB.
    ///
    /// @param brief for a process that lives for seconds: the optimising compiler would cost more than it saves
    ///     (0.7 s of processor time of 2.3 s, measured on a pre-flight of the `gpt` lab)
    JavaProgram program(
            List<Path> classes, String mainClass, Path temporary, long memoryBytes, int threads, boolean brief) {
        long heap = Math.clamp(memoryBytes / 4, LEAST_HEAP, MOST_HEAP);
        List<String> all = new ArrayList<>(List.of(
                "-Xmx" + (heap >> 20) + "m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:ActiveProcessorCount=" + threads,
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dorg.bytedeco.javacpp.cachedir=" + nativeCache,
                // JavaCPP would otherwise refuse tensors beyond a multiple of the heap; the supervisor watches the
                // memory.
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
        if (brief) {
            all.add("-XX:TieredStopAtLevel=1");
        }
        all.addAll(options);
        List<Path> path = new ArrayList<>(classPath);
        path.addAll(classes);
        return new JavaProgram(java, all, path, mainClass, List.of());
    }

    /// Compiles `sources` into `classes`. Nothing is looked for outside of `sources` and the class path, and no
    /// annotation processor runs.
    JavaProgram compiler(List<Path> sources, Path classes) {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-implicit:none",
                "-encoding",
                "UTF-8",
                "-nowarn",
                "-g",
                "-sourcepath",
                classes.toString(),
                "-classpath",
                String.join(
                        System.getProperty("path.separator"),
                        classPath.stream().map(Path::toString).toList()),
                "-d",
                classes.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        List<String> quickStart = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
        return new JavaProgram(java, quickStart, List.of(), COMPILER, arguments);
    }
}
