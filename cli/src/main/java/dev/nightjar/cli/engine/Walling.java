package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.execution.RuntimeImage;
import dev.nightjar.execution.Sandbox;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.sandbox.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whether a run's programs are behind walls. They are, unless a person has said that they need not be.
public final class Walling {

    /// The words of `run_started.isolation`.
    public static final String BUBBLEWRAP = "bubblewrap";

    public static final String NONE = "none";

    private Walling() {}

    /// For a new run.
    ///
    /// @param open whether the person said `--no-sandbox`
    /// @throws UserError if there can be no walls and nobody has agreed to do without
    public static String choose(boolean open, Terminal terminal) {
        if (open) {
            return NONE;
        }
        return switch (probe()) {
            case Isolation.Walled _ -> BUBBLEWRAP;
            case Isolation.Open(String why, String remedy) -> {
                terminal.line("No sandbox: %s (%s)".formatted(why, remedy));
                if (!terminal.ask("Run without? The programs that are tried will see and reach all that you do.")
                        .orElse(false)) {
                    throw refusal(why, remedy);
                }
                yield NONE;
            }
        };
    }

    /// For an engine that works on a run.
    ///
    /// @param agreed what the run began with
    /// @param open   whether the person said `--no-sandbox` now
    static Optional<Sandbox> sandbox(Optional<String> agreed, boolean open, LabFolder lab) {
        if (open || agreed.equals(Optional.of(NONE))) {
            return Optional.empty();
        }
        return switch (probe()) {
            case Isolation.Walled _ -> Optional.of(new Sandbox(readable(lab)));
            case Isolation.Open(String why, String remedy) -> throw refusal(why, remedy);
        };
    }

    /// The virtual machine for trials: an image with what they need, made now if it was never made, or the JDK
    /// itself where it cannot be made or nothing is hidden anyway.
    static Path java(Home home, boolean walled, Terminal terminal) {
        RuntimeImage image = home.runtimeImage();
        if (!walled || !image.possible()) {
            return home.java();
        }
        Optional<Path> found = image.find();
        if (found.isPresent()) {
            return found.get().resolve("bin/java");
        }
        terminal.line("Making a small Java for trials to run on (once, some 10 s).");
        try {
            return image.make().resolve("bin/java");
        } catch (IOException e) {
            terminal.line("That failed, so trials run on the JDK itself: " + e.getMessage());
            return home.java();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interruption.Interrupted();
        }
    }

    static Isolation probe() {
        try {
            return Isolation.probe();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interruption.Interrupted();
        }
    }

    /// `[sandbox] read`, as absolute paths.
    private static List<Path> readable(LabFolder lab) {
        return lab.lab().train().sandbox().read().stream()
                .map(path -> path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path)
                .map(path -> lab.path().toAbsolutePath().resolve(path).normalize())
                .peek(Walling::requireThere)
                .toList();
    }

    private static void requireThere(Path path) {
        if (!Files.exists(path) || path.getNameCount() == 0) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "[sandbox] read names (%s), which %s."
                            .formatted(path, path.getNameCount() == 0 ? "is the whole machine" : "is not there"),
                    "it is relative to the lab's folder, or to your home with \"~/\".");
        }
    }

    private static UserError refusal(String why, String remedy) {
        return new UserError(
                UserError.Kind.ENVIRONMENT,
                "The programs that are tried would see and reach all that you do: " + why,
                remedy + " Or \"--no-sandbox\" runs without; ledger and report will say so.");
    }
}
