package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A person's ideas, one JSON proposal a line, and the copy of them that a run keeps.
public final class Ideas {

    private Ideas() {}

    /// The lines of a person's file.
    public static List<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The proposals (%s) cannot be read.".formatted(file),
                    "the path has a typing error, or the file is not UTF-8.",
                    e);
        }
    }

    /// Those that the run keeps; none if it keeps none.
    static List<String> of(RunFolder run) {
        return Files.exists(run.proposals()) ? read(run.proposals()) : List.of();
    }

    /// Makes `ideas` those that the run keeps.
    static void keep(RunFolder run, List<String> ideas) {
        try {
            Path part = run.scratch().resolve("proposals");
            Files.write(part, ideas);
            Files.move(part, run.proposals(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The proposals cannot be kept in (%s): %s.".formatted(run.proposals(), e.getMessage()),
                    "the disk is full.",
                    e);
        }
    }
}
