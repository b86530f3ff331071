package dev.nightjar.execution;

import dev.nightjar.core.trial.Checks;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.sandbox.Channel;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Runs the lab's `[checks]` command in an export of the commit; exit code 0 means no objection, and so does no
/// command.
public final class CommandChecks implements Checks {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Workshop workshop;

    public CommandChecks(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Optional<String> objection(String commit, Interruption interruption) {
        interruption.check();
        if (workshop.lab().checks().isEmpty()) {
            return Optional.empty();
        }
        Path folder = workshop.runFolder().resolve("checks");
        try {
            FileTree.delete(folder);
            Path source = Files.createDirectories(folder.resolve("source"));
            workshop.workspace().export(commit, source);
            Optional<String> objection = run(source, folder.resolve("log.txt"), interruption);
            FileTree.delete(source);
            return objection;
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    private Optional<String> run(Path source, Path log, Interruption interruption) throws IOException {
        Launch launch = new Launch(
                workshop.lab().checks(),
                new TrialVariables(workshop).ofCommand(),
                source,
                Limits.of(LIMIT, workshop.lab().train().memoryBytes()),
                Channel.LOG,
                log,
                Optional.empty());
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        if (outcome.succeeded()) {
            return Optional.empty();
        }
        String why = outcome.ending() == Ending.EXITED
                ? "exit code %d: %s"
                        .formatted(outcome.exitCode(), TrialLog.read(log).lastWords())
                : outcome.detail().lines().findFirst().orElse("");
        return Optional.of("%s: %s".formatted(String.join(" ", workshop.lab().checks()), why));
    }
}
