package dev.nightjar.execution;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a command's program lives: itself, what it is a link to, the interpreter that its first line names, and of
/// each the installation around it (a virtual environment, a pyenv, a conda), but never a whole home folder.
final class ProgramFiles {
    /// Parts of an installation. Others, such as `share` in `~/.local`, may hold what is nobody's business.
    private static final List<String> PARTS = List.of(
            "bin",
            "lib",
            "lib64",
            "libexec",
            "include",
            "shims",
            "versions",
            "etc",
            "conda-meta",
            "pyvenv.cfg",
            "release",
            "conf");
    private static final Set<String> PROGRAM_FOLDERS = Set.of("bin", "shims", "sbin", "Scripts");
    private static final int MOST_HOPS = 16;
    private static final int FIRST_LINE = 512;

    private final Map<String, String> environment;
    private final Path directory;
    private final Set<Path> found = new LinkedHashSet<>();

    /// @param directory where the command runs
    ProgramFiles(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    List<Path> of(List<String> command) throws IOException {
        add(command.getFirst(), 0);
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            String prefix = environment.getOrDefault(variable, "");
            if (prefix.startsWith("/")) {
                addParts(Path.of(prefix).normalize());
            }
        }
        return found.stream().filter(path -> path.getNameCount() > 0).toList();
    }

    private void add(String program, int hops) throws IOException {
        Optional<Path> file = find(program);
        if (file.isPresent() && hops < MOST_HOPS) {
            follow(file.get(), hops);
        }
    }

    private void follow(Path file, int hops) throws IOException {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("").normalize();
        if (folder.startsWith(directory)) {
            // It comes with the export.
        } else if (PROGRAM_FOLDERS.contains(String.valueOf(folder.getFileName())) && folder.getNameCount() > 1) {
            addParts(folder.resolveSibling("").normalize());
        } else {
            found.add(file.toAbsolutePath().normalize());
        }
        if (Files.isSymbolicLink(file)) {
            follow(file.resolveSibling(Files.readSymbolicLink(file)).normalize(), hops + 1);
        } else if (hops < MOST_HOPS) {
            Optional<String> interpreter = interpreter(file);
            if (interpreter.isPresent()) {
                add(interpreter.get(), hops + 1);
            }
        }
    }

    /// Of the system's own installations all is seen anyway.
    private void addParts(Path prefix) {
        for (String part : PARTS) {
            Path path = prefix.resolve(part);
            if (Files.exists(path) && prefix.getNameCount() > 0) {
                found.add(path);
            }
        }
    }

    private Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(directory.resolve(program)).filter(Files::exists);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// What the line `#!interpreter` or `#!/usr/bin/env interpreter` names.
    private static Optional<String> interpreter(Path script) throws IOException {
        if (!Files.isRegularFile(script) || !Files.isReadable(script)) {
            return Optional.empty();
        }
        String start;
        try (InputStream bytes = Files.newInputStream(script)) {
            start = new String(bytes.readNBytes(FIRST_LINE), StandardCharsets.ISO_8859_1);
        }
        if (!start.startsWith("#!")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(
                start.substring(2).lines().findFirst().orElse("").strip().split("\\s+", -1)));
        if (words.getFirst().endsWith("/env") && words.size() > 1) {
            words.removeFirst();
            words.removeIf(word -> word.startsWith("-") || word.contains("="));
        }
        return words.stream().findFirst().filter(word -> !word.isEmpty());
    }
}
