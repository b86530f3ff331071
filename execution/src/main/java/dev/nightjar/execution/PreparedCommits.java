package dev.nightjar.execution;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.sandbox.Channel;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Commits of a Java lab, exported and compiled once: the pre-flight makes them, the trial takes them over.
final class PreparedCommits {
    private static final Duration COMPILING = Duration.ofMinutes(1);
    private static final long MOST_CLASSES = 256L << 20;
    private static final long COMPILERS_MEMORY = 2L << 30;
    private static final int MOST_ERRORS = 3;
    private static final Pattern FOUND_NOTHING = Pattern.compile("^\\s+(symbol|location|required|found|reason):");
    private static final List<String> HARNESS =
            List.of("dev.nightjar.", "org.bytedeco.", "java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Workshop workshop;
    private final Path folder;

    PreparedCommits(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.runFolder().resolve("prepared");
    }

    /// A commit on disk, or why it does not compile, in one line.
    record Preparation(Path source, Path classes, Optional<String> error) {}

    Preparation prepare(String commit, Interruption interruption) throws IOException {
        Path done = folder.resolve(commit);
        if (!Files.isDirectory(done)) {
            Path partial = folder.resolve(commit + ".partial");
            FileTree.delete(partial);
            Path source = Files.createDirectories(partial.resolve("source"));
            Path classes = Files.createDirectories(partial.resolve("classes"));
            workshop.workspace().export(commit, source);
            Optional<String> error = compile(source, classes, interruption);
            if (error.isPresent()) {
                FileTree.delete(partial);
                return new Preparation(source, classes, error);
            }
            Files.move(partial, done, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Preparation(done.resolve("source"), done.resolve("classes"), Optional.empty());
    }

    /// Puts a commit into a trial's folder and forgets it here; returns why it does not compile, if it does not.
    Optional<String> handOver(String commit, TrialFolder trial, Interruption interruption) throws IOException {
        Preparation preparation = prepare(commit, interruption);
        if (preparation.error().isPresent()) {
            return preparation.error();
        }
        FileTree.delete(trial.source());
        Files.move(preparation.source(), trial.source());
        Files.move(preparation.classes(), trial.classes());
        forget(commit);
        return Optional.empty();
    }

    void forget(String commit) throws IOException {
        FileTree.delete(folder.resolve(commit));
    }

    private Optional<String> compile(Path source, Path classes, Interruption interruption) throws IOException {
        List<Path> files = FileTree.find(source, ".java");
        Path log = folder.resolve("javac.txt");
        Launch launch = new Launch(
                workshop.requireJava().compiler(files, classes).command(),
                Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8"),
                source,
                Limits.of(COMPILING, COMPILERS_MEMORY).with(new Limits.Output(List.of(classes), MOST_CLASSES)),
                Channel.LOG,
                log,
                Optional.empty(),
                new Views(workshop).compiler(source, classes));
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        return outcome.succeeded() ? foreignClass(classes) : Optional.of(errors(TrialLog.read(log), source, outcome));
    }

    /// Who declares a class in a package of the harness sees what only the harness should, and one of the same name
    /// would take its place.
    private static Optional<String> foreignClass(Path classes) throws IOException {
        return FileTree.find(classes, ".class").stream()
                .map(file -> classes.relativize(file).toString().replace('/', '.'))
                .filter(name -> HARNESS.stream().anyMatch(name::startsWith))
                .findFirst()
                .map(name -> "It declares the class %s, and that package is not its own."
                        .formatted(name.replaceFirst("\\.class$", "")));
    }

    /// The first errors as javac words them, in one line. What it could not find is part of the error: without it
    /// nobody can mend it.
    private static String errors(TrialLog log, Path source, Outcome outcome) {
        List<String> errors = new ArrayList<>();
        for (String line : log.lines()) {
            if (line.contains(": error: ")) {
                errors.add(line.replace(source + "/", ""));
            } else if (!errors.isEmpty() && FOUND_NOTHING.matcher(line).find()) {
                errors.addLast(errors.removeLast() + ", " + line.strip().replaceAll("\\s+", " "));
            }
        }
        if (errors.isEmpty()) {
            return "It cannot be compiled: %s"
                    .formatted(outcome.detail().isEmpty() ? log.lastWords() : outcome.detail());
        }
        String more = errors.size() > MOST_ERRORS ? " (and %d more)".formatted(errors.size() - MOST_ERRORS) : "";
        return "It does not compile: "
                + String.join("; ", errors.subList(0, Math.min(MOST_ERRORS, errors.size())))
                + more;
    }
}
