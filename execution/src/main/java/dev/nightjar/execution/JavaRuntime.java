package dev.nightjar.execution;

import dev.nightjar.sandbox.JavaProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a lab's Java program is compiled and run with.
///
/// @param java the `java` executable of a JDK
/// @param classPath the training library and libtorch; a candidate's own classes come first
/// @param nativeCache writable folder where JavaCPP unpacks native libraries, once for all trials
/// @param options more options of the virtual machine, such as an AOT cache
public record JavaRuntime(Path java, List<Path> classPath, Path nativeCache, List<String> options) {
    private static final long MOST_HEAP = 1L << 30;
    private static final long LEAST_HEAP = 128L << 20;
    private static final String COMPILER = "com.sun.tools.javac.Main";

    public JavaRuntime {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    /// Runs `mainClass` from `classes`. Tensors live outside the heap, so the heap gets a quarter of the memory, at
    /// most 1 GiB.
    ///
    /// @param brief for a process that lives for seconds: the optimising compiler would cost more than it saves
    ///     (0.7 s of processor time of 2.3 s, measured on a pre-flight of the `gpt` lab)
    JavaProgram program(Path classes, String mainClass, Path temporary, long memoryBytes, int threads, boolean brief) {
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
        List<Path> path = new ArrayList<>(List.of(classes));
        path.addAll(classPath);
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
