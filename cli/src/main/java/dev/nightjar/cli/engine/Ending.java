package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.LabFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a person reads when an engine leaves a run, and the lab's own command at the end.
final class Ending {

    private final LabFolder lab;
    private final Terminal terminal;

    Ending(LabFolder lab, Terminal terminal) {
        this.lab = lab;
        this.terminal = terminal;
    }

    /// Calls the lab's own command, and returns the exit code.
    int say(EndReason reason, RunState state) {
        String tag = state.run().tag();
        String detail = state.sessions().getLast().detail();
        hook(reason, tag);
        if (reason == EndReason.BASELINE_FAILED) {
            throw new UserError(
                    UserError.Kind.BASELINE,
                    "The baseline of run (%s) has no metric: %s"
                            .formatted(tag, detail.lines().findFirst().orElse("")),
                    "its log says more: %s"
                            .formatted(
                                    lab.path().resolve(Path.of(".nightjar", "runs", tag, "trials", "1", "log.txt"))));
        }
        return 0;
    }

    /// Whatever ended the run: a rented machine must not go on costing because a disk was full.
    void hook(EndReason reason, String tag) {
        if (!lab.lab().limits().onEnd().isEmpty()) {
            callHook(reason, tag);
        }
    }

    /// A hook that fails is a person's to mend, and no reason to call a good run bad.
    private void callHook(EndReason reason, String tag) {
        List<String> command = lab.lab().limits().onEnd();
        try {
            ProcessBuilder hook =
                    new ProcessBuilder(command).directory(lab.path().toFile()).inheritIO();
            hook.environment().put("NIGHTJAR_TAG", tag);
            hook.environment().put("NIGHTJAR_END", reason.name().toLowerCase(java.util.Locale.ROOT));
            int code = hook.start().waitFor();
            if (code != 0) {
                terminal.line("The command at the end (%s) ended with exit code %d."
                        .formatted(String.join(" ", command), code));
            }
        } catch (IOException e) {
            terminal.line("The command at the end (%s) could not be started: %s"
                    .formatted(String.join(" ", command), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
