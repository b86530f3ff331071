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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Programs.Place place = Programs.Place.aside(folder, folder.resolve("source"), folder.resolve("classes"));
            Files.createDirectories(place.source());
            workshop.workspace().export(commit, place.source());
            Optional<String> objection = run(place, interruption);
            for (Path heavy : List.of(place.source(), place.out(), place.data(), place.temporary())) {
                FileTree.delete(heavy);
            }
            return objection;
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    private Optional<String> run(Programs.Place place, Interruption interruption) throws IOException {
        Views views = new Views(workshop);
        Map<String, String> variables = new HashMap<>(new TrialVariables(workshop).ofCommand());
        variables.put("TMPDIR", views.temporary(place).toString());
        Launch launch = new Launch(
                workshop.lab().checks(),
                variables,
                place.source(),
                Limits.of(LIMIT, workshop.lab().train().memoryBytes())
                        .with(new Limits.Output(
                                List.of(place.out(), place.source(), place.temporary()),
                                workshop.lab().train().sandbox().outputBytes())),
                Channel.LOG,
                place.log(),
                Optional.empty(),
                views.command(workshop.lab().checks(), place));
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        if (outcome.succeeded()) {
            return Optional.empty();
        }
        String why = outcome.ending() == Ending.EXITED
                ? "exit code %d: %s"
                        .formatted(
                                outcome.exitCode(), TrialLog.read(place.log()).lastWords())
                : outcome.detail().lines().findFirst().orElse("");
        return Optional.of("%s: %s".formatted(String.join(" ", workshop.lab().checks()), why));
    }
}
