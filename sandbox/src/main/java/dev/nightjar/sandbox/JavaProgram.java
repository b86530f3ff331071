package dev.nightjar.sandbox;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A Java program as a command line.
///
/// @param java the `java` executable
/// @param options of the virtual machine
/// @param classPath folders and jars
/// @param mainClass with its package
public record JavaProgram(
        Path java, List<String> options, List<Path> classPath, String mainClass, List<String> arguments) {

    public JavaProgram {
        options = List.copyOf(options);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        if (mainClass.isBlank()) {
            throw new IllegalArgumentException(
                    "The Java program has no main class.\nMaybe the editable file has no name.");
        }
    }

    public List<String> command() {
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        // Shared memory for tools in /tmp is outside of what may be written, and so are dumps.
        words.add("-XX:-UsePerfData");
        words.add("-XX:-CreateCoredumpOnCrash");
        words.addAll(options);
        if (!classPath.isEmpty()) {
            words.add("-cp");
            words.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        words.add(mainClass);
        words.addAll(arguments);
        return List.copyOf(words);
    }
}
