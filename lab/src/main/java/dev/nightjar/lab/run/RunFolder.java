package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of one run, `.nightjar/runs/<tag>/`.
public record RunFolder(Path path) {

    public String tag() {
        return path.getFileName().toString();
    }

    /// The run's ledger: JSON lines, each with the hash of the one before.
    public Path ledger() {
        return path.resolve("ledger.jsonl");
    }

    /// Holds a folder for each trial.
    public Path trials() {
        return path.resolve("trials");
    }

    /// What people ask of a run that is under way.
    public Path inbox() {
        return path.resolve("inbox");
    }

    /// A person's ideas for this run, one JSON proposal a line.
    public Path proposals() {
        return path.resolve("proposals.jsonl");
    }

    /// For files that mean nothing after a crash.
    public Path scratch() {
        return path.resolve("scratch");
    }

    Path head() {
        return path.resolve("ledger.head");
    }

    Path reserve() {
        return path.resolve("reserve");
    }

    /// Whether the folder is there but no whole event is: the run was cut short while it was being made.
    public boolean halfMade() {
        if (!Files.isDirectory(path) || !Files.exists(ledger())) {
            return Files.isDirectory(path);
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(ledger()))) {
            int next = bytes.read();
            while (next >= 0 && next != '\n') {
                next = bytes.read();
            }
            return next < 0;
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LEDGER,
                    "The ledger (%s) cannot be read: %s.".formatted(ledger(), e.getMessage()),
                    "it belongs to another user.",
                    e);
        }
    }

    /// Makes the folder and those in it. Idempotent.
    ///
    /// @throws UserError of kind `DISK` if they cannot be made
    public RunFolder create() {
        try {
            Files.createDirectories(trials());
            Files.createDirectories(inbox());
            Files.createDirectories(scratch());
            return this;
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The run's folder (%s) cannot be made: %s.".formatted(path, e.getMessage()),
                    "the disk is full, or the folder belongs to another user.",
                    e);
        }
    }
}
