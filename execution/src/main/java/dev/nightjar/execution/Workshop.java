package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.run.Workspace;
import dev.nightjar.sandbox.Supervisor;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.WorkBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What all trials of a run share.
///
/// @param runFolder absolute; `.nightjar/runs/<tag>` of the lab
/// @param java for labs whose command is `java`, which need it
/// @param tokens for labs that train on tokens
/// @param sandbox the walls around everything that is started; nothing leaves all of it open
/// @param seals what must not change while the engine is at work
/// @param environment the engine's own; what a command lab's programs see of it is in [TrialVariables]
public record Workshop(
        Supervisor supervisor,
        Workspace workspace,
        Lab lab,
        Path runFolder,
        Compute compute,
        Optional<JavaRuntime> java,
        Optional<TrainingTokens> tokens,
        Optional<Sandbox> sandbox,
        Seals seals,
        Map<String, String> environment) {

    public Workshop {
        environment = Map.copyOf(environment);
        if (!runFolder.isAbsolute()) {
            throw new IllegalArgumentException(
                    "The run's folder (%s) must be absolute.%nMaybe call toAbsolutePath().".formatted(runFolder));
        }
    }

    /// The same for trials at a share of the budget.
    Workshop shortened(double share) {
        return new Workshop(
                supervisor,
                workspace,
                lab.with(lab.train().shortened(share)),
                runFolder,
                compute,
                java,
                tokens,
                sandbox,
                seals,
                environment);
    }

    TrialFolder trial(int id) {
        return new TrialFolder(trials().resolve(Integer.toString(id)));
    }

    /// One folder for each trial.
    public Path trials() {
        return runFolder.resolve("trials");
    }

    boolean isJava() {
        return lab.train().java();
    }

    /// Whether the program says READY and waits for its data: then its start-up is not on the training clock. A
    /// program that knows nothing of Nightjar has data of its own, and nobody told it to wait.
    boolean waits() {
        return isJava() || tokens.isPresent();
    }

    JavaRuntime requireJava() {
        return java.orElseThrow(() -> new UserError(
                UserError.Kind.ENVIRONMENT,
                "The lab (%s) runs a Java program, but the training libraries are not there.".formatted(lab.name()),
                "the build was interrupted: run \"./nightjar build\"."));
    }

    /// The lab's budget on this device.
    WorkBudget budget() {
        var budget = compute.device() == Device.CUDA
                ? lab.train().cudaBudget().orElse(lab.train().budget())
                : lab.train().budget();
        return WorkBudget.parse(budget.toString());
    }

    /// What a trial may take from READY to its end: a budget of time and the grace to write a checkpoint; for other
    /// budgets, and for programs whose start is on the clock, so many times the budget's time.
    Duration clockLimit() {
        Duration total = total();
        if (!(budget() instanceof WorkBudget.TrainingTime)) {
            return total;
        }
        Duration deadline = budget().clockLimit(lab.train().guard())
                .plus(lab.train().sandbox().grace());
        return waits() && deadline.compareTo(total) < 0 ? deadline : total;
    }

    private Duration total() {
        double seconds = seconds(budget().clockLimit(lab.train().guard()));
        return Duration.ofNanos(Math.round(seconds * lab.train().totalFactor() * 1e9));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
