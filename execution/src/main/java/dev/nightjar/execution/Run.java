package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.sandbox.Supervised;
import dev.nightjar.sandbox.Supervisor;

/// Processes that run to their end while somebody may ask to stop.
final class Run {
    private Run() {}

    /// @throws Interruption.Interrupted if a stop was requested before the end
    static Outcome toEnd(Supervisor supervisor, Launch launch, Interruption interruption) {
        Supervised process = supervisor.launch(launch, _ -> {});
        return requireOwnEnd(await(process, interruption));
    }

    /// @throws Interruption.Interrupted if a stop was requested before the end
    static Outcome await(Supervised process, Interruption interruption) {
        try (Interruption.Registration _ = interruption.onRequest(() -> process.kill("Stopped on request."))) {
            Outcome outcome = process.await();
            if (outcome.ending() == Ending.KILLED) {
                interruption.check();
            }
            return outcome;
        } catch (InterruptedException stopped) {
            throw interrupted(process);
        }
    }

    static Interruption.Interrupted interrupted(Supervised process) {
        process.kill("Stopped on request.");
        Thread.currentThread().interrupt();
        return new Interruption.Interrupted();
    }

    /// Neither a process that could not be started nor one that lost its supervisor says anything about a
    /// candidate.
    static Outcome requireOwnEnd(Outcome outcome) {
        if (outcome.ending() != Ending.NOT_STARTED && outcome.ending() != Ending.KILLED) {
            return outcome;
        }
        String[] lines = outcome.detail().split("\nMaybe ", 2);
        throw new UserError(
                UserError.Kind.ENVIRONMENT,
                lines[0],
                lines.length > 1 ? lines[1] : "something else on this machine ended it; \"nightjar resume\" goes on.");
    }
}
