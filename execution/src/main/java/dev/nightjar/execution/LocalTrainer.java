package dev.nightjar.execution;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Trainer;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.wire.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Trains on this machine. A trial whose outcome file is there is never run again.
public final class LocalTrainer implements Trainer {
    private final Workshop workshop;
    private final PreparedCommits commits;
    private final Programs programs;
    private final KeptTrials kept;
    private final NativeLibraries natives;

    public LocalTrainer(Workshop workshop) {
        this.workshop = workshop;
        this.commits = new PreparedCommits(workshop);
        this.programs = new Programs(workshop);
        this.kept = new KeptTrials(workshop);
        this.natives = new NativeLibraries(workshop);
    }

    @Override
    public TrialOutcome train(Trial trial, Consumer<Progress> progress, Interruption interruption) {
        interruption.check();
        TrialFolder folder = workshop.trial(trial.id());
        kept.add(trial.id());
        try {
            Optional<TrialOutcome> earlier = earlier(trial, folder);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            Disk.requireSpace(workshop.runFolder());
            progress.accept(new Progress(Progress.Phase.PREPARING, 0, 0, Double.NaN, 0));
            natives.provide(interruption);
            folder.create(trial);
            Optional<String> error = provideProgram(trial, folder, interruption);
            if (error.isPresent()) {
                return new Crashed(CrashReason.NOT_STARTED, error.get(), List.of(), 0);
            }
            return run(trial, folder, progress, interruption);
        } catch (IOException broken) {
            throw Disk.trouble(folder.path(), broken);
        }
    }

    @Override
    public void keepOnly(Set<Integer> trials) {
        try {
            kept.keepOnly(trials);
        } catch (IOException broken) {
            throw Disk.trouble(workshop.trials(), broken);
        }
    }

    /// The result of an earlier engine's attempt, unless that was cut off from outside.
    private Optional<TrialOutcome> earlier(Trial trial, TrialFolder folder) throws IOException {
        Optional<Outcome> outcome = Outcome.read(folder.outcome());
        if (outcome.isEmpty() || !folder.belongsTo(trial) || cutOff(outcome.get())) {
            return Optional.empty();
        }
        return Optional.of(new TrialResult(folder, outcome.get()).read(checkpointNeeded()));
    }

    private static boolean cutOff(Outcome outcome) {
        return outcome.ending() == Ending.KILLED || outcome.ending() == Ending.NOT_STARTED;
    }

    private Optional<String> provideProgram(Trial trial, TrialFolder folder, Interruption interruption)
            throws IOException {
        if (workshop.isJava()) {
            return commits.handOver(trial.commit(), folder, interruption);
        }
        workshop.workspace().export(trial.commit(), folder.source());
        return Optional.empty();
    }

    private TrialOutcome run(Trial trial, TrialFolder folder, Consumer<Progress> progress, Interruption interruption)
            throws IOException {
        TrainingLines lines = new TrainingLines(progress);
        TrainingRun run = new TrainingRun(workshop, folder, lines);
        Launch launch = programs.launch(
                Mode.TRAIN,
                trial.seed(),
                Programs.Place.of(folder),
                workshop.lab().train().startup().plus(workshop.clockLimit()),
                workshop.lab().train().memoryBytes());
        Outcome outcome = run.toEnd(launch, interruption);
        TrialResult result = new TrialResult(folder, outcome);
        if (run.overrun().isPresent() && outcome.ending() == Ending.KILLED) {
            return result.crashed(run.overrun().get(), outcome.detail());
        }
        if (outcome.ending() == Ending.NOT_STARTED) {
            Disk.requireWritable(folder.path());
            return result.read(checkpointNeeded());
        }
        Run.requireOwnEnd(outcome);
        if (!outcome.succeeded() && Disk.full(folder.path())) {
            // The disk's fault, not the program's: the trial runs again once there is room.
            Files.deleteIfExists(folder.outcome());
            Disk.requireSpace(folder.path());
        }
        return result.read(checkpointNeeded());
    }

    private boolean checkpointNeeded() {
        return workshop.lab().metric().judge() == JudgeKind.SEALED;
    }
}
