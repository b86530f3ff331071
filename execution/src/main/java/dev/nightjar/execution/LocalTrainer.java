package dev.nightjar.execution;

import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trainer;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.WorkBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/// Trains on this machine. A trial whose outcome file is there is never run again.
public final class LocalTrainer implements Trainer {
    /// The first trial of a run.
    private static final int BASELINE = 1;
    /// Below it the start of a virtual machine varies by more than a program's work.
    private static final Duration LEAST_PROCESSOR = Duration.ofSeconds(5);

    private final Workshop workshop;
    private final PreparedCommits commits;
    private final KeptTrials kept;
    private final Harness harness;

    public LocalTrainer(Workshop workshop) {
        this.workshop = workshop;
        this.commits = new PreparedCommits(workshop);
        this.kept = new KeptTrials(workshop);
        this.harness = new Harness(workshop);
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
            harness.ready(interruption);
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
        if (outcome.isEmpty() || !folder.belongsTo(trial) || cutOff(outcome.get(), folder)) {
            return Optional.empty();
        }
        return Optional.of(new TrialResult(folder, outcome.get(), contention(place(trial))).read(checkpointNeeded()));
    }

    private static boolean cutOff(Outcome outcome, TrialFolder folder) {
        return outcome.ending() == Ending.NOT_STARTED
                || (outcome.ending() == Ending.KILLED && !endedByEngine(outcome, folder));
    }

    private static boolean endedByEngine(Outcome outcome, TrialFolder folder) {
        return Files.exists(folder.deadline()) || TrialResult.limit(outcome).isPresent();
    }

    private Contention contention(Workshop place) {
        return new Contention(workshop.compute().device(), place.lab().train().guard());
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
        Workshop place = place(trial);
        TrainingLines lines = new TrainingLines(progress, pace(trial, place));
        TrainingRun run = new TrainingRun(place, folder, lines);
        Launch launch =
                new Programs(place).launch(Mode.TRAIN, trial.seed(), Programs.Place.of(folder), limits(trial, place));
        Outcome outcome = run.toEnd(launch, interruption);
        TrialResult result = new TrialResult(folder, outcome, contention(place));
        if (endedByEngine(outcome, folder)) {
            return result.read(checkpointNeeded());
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

    /// A short trial has a part of the budget, and limits to match.
    private Workshop place(Trial trial) {
        return trial.purpose() == Purpose.SCREEN
                ? workshop.shortened(workshop.lab().gate().screen().orElseThrow())
                : workshop;
    }

    /// Only where less than the whole budget is a crash. The baseline gets all of its time: without it there is no
    /// run, and what slows it down may be over soon.
    private Optional<Pace> pace(Trial trial, Workshop place) {
        return trial.purpose() != Purpose.BASELINE
                        && checkpointNeeded()
                        && !(place.budget() instanceof WorkBudget.TrainingTime)
                ? Optional.of(new Pace(place.lab().train().guard()))
                : Optional.empty();
    }

    private Limits limits(Trial trial, Workshop place) throws IOException {
        Limits limits = Limits.of(
                place.lab().train().startup().plus(place.clockLimit()),
                workshop.lab().train().memoryBytes());
        Optional<Duration> processor = processor(trial);
        return processor.isPresent() ? limits.withProcessor(processor.get()) : limits;
    }

    /// A program that is told how much work to do, and comes to count it wrongly, still cannot do much more than
    /// the baseline did. A budget of time needs no such bound, and on a GPU the work is not the processor's.
    private Optional<Duration> processor(Trial trial) throws IOException {
        OptionalDouble factor = workshop.lab().train().sandbox().processor();
        if (factor.isEmpty()
                || trial.purpose() == Purpose.BASELINE
                || workshop.compute().device() != Device.CPU
                || workshop.budget() instanceof WorkBudget.TrainingTime) {
            return Optional.empty();
        }
        return Outcome.read(workshop.trial(BASELINE).outcome())
                .filter(Outcome::succeeded)
                .flatMap(Outcome::cpu)
                .map(time -> Duration.ofNanos(Math.round(time.toNanos() * factor.getAsDouble())))
                .map(time -> time.compareTo(LEAST_PROCESSOR) < 0 ? LEAST_PROCESSOR : time);
    }

    private boolean checkpointNeeded() {
        return workshop.lab().metric().judge() == JudgeKind.SEALED;
    }
}
