package dev.nightjar.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command to run under the supervisor.
///
/// @param command the program and its arguments; a program without a slash is looked up in the `PATH` of
///     `environment`
/// @param environment all of the process's environment; nothing is inherited
/// @param directory absolute working directory, must exist
/// @param log absolute file for what the process prints: its first 4 MiB and last 1 MiB
/// @param outcomeFile absolute file that the supervisor writes when the tree has ended, if one is wanted
/// @param walls what the process sees of the machine; nothing means all that the engine sees
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Limits limits,
        Channel channel,
        Path log,
        Optional<Path> outcomeFile,
        Optional<Walls> walls) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException(
                    "The command %s names no program.%nMaybe \"command\" in lab.toml is empty.".formatted(command));
        }
        for (String name : environment.keySet()) {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "The environment has a variable with the name (%s).%nMaybe name and value were swapped."
                                .formatted(name));
            }
        }
        requireAbsolute("working directory", directory);
        requireAbsolute("log", log);
        if (walls.isPresent() && !walls.get().show(directory)) {
            throw new IllegalArgumentException(
                    "The working directory (%s) is not among what the process sees.%nMaybe add it to the readable folders."
                            .formatted(directory));
        }
        outcomeFile.ifPresent(file -> requireAbsolute("outcome file", file));
    }

    private static void requireAbsolute(String what, Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be absolute: the supervisor has a working directory of its own.%nMaybe call toAbsolutePath()."
                            .formatted(what, path));
        }
    }
}
