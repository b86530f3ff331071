package dev.nightjar.execution;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.sandbox.Channel;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the lab's evaluator on a copy of what a trial wrote, in a process of its own. The evaluator and all that
/// lies beside it are exported from the commit that the run began with, whose name is their hash: nothing that a
/// candidate changed takes part.
public final class FrozenEvaluator {
    private final Workshop workshop;
    private final String commit;
    private final Views views;

    /// @param commit the run's baseline
    public FrozenEvaluator(Workshop workshop, String commit) {
        this.workshop = workshop;
        this.commit = commit;
        this.views = new Views(workshop);
    }

    /// What the evaluator printed, and why it failed if it did, in one line.
    public record Evaluation(Map<String, Double> printed, Optional<String> failure) {
        public Evaluation {
            printed = Map.copyOf(printed);
        }
    }

    public Evaluation evaluate(Trial trial, Interruption interruption) {
        interruption.check();
        Path folder = workshop.runFolder().resolve("evaluation");
        try {
            Programs.Place place = Programs.Place.aside(folder, folder.resolve("source"), folder.resolve("classes"));
            Files.createDirectories(place.source());
            workshop.workspace().export(commit, place.source());
            FileTree.copy(workshop.trial(trial.id()).out(), place.out());
            Evaluation evaluation = run(place, interruption);
            FileTree.delete(folder);
            return evaluation;
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    private Evaluation run(Programs.Place place, Interruption interruption) throws IOException {
        Map<String, String> variables = new HashMap<>(new TrialVariables(workshop).ofCommand());
        variables.put("NIGHTJAR_OUT", place.out().toString());
        variables.put("TMPDIR", views.temporary(place).toString());
        Launch launch = new Launch(
                workshop.lab().metric().evaluator(),
                variables,
                place.source(),
                Limits.of(
                                workshop.lab().train().startup().plus(workshop.clockLimit()),
                                workshop.lab().train().memoryBytes())
                        .with(new Limits.Output(
                                List.of(place.out(), place.source(), place.temporary()),
                                workshop.lab().train().sandbox().outputBytes())),
                Channel.LOG,
                place.log(),
                Optional.empty(),
                views.command(workshop.lab().metric().evaluator(), place));
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        TrialLog log = TrialLog.read(place.log());
        if (outcome.succeeded()) {
            return new Evaluation(log.reported(), Optional.empty());
        }
        String why = outcome.ending() == Ending.EXITED
                ? "it ended with exit code %d: %s".formatted(outcome.exitCode(), log.lastWords())
                : outcome.detail().lines().findFirst().orElse("");
        return new Evaluation(Map.of(), Optional.of("The evaluator failed: " + why));
    }
}
