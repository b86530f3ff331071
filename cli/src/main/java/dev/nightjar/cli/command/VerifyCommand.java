package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.RunSettings;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Verifier;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.core.error.UserError;
import dev.nightjar.lab.LabFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains baseline and best program again on seeds that the run never saw.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Train baseline and best again on fresh seeds: was it luck?")
public final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Mixin
    private SandboxOption sandbox = new SandboxOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Trials of each program; 3 if left out.")
    private int seeds = 3;

    @Option(names = "--wait", description = "Wait for a device that another lab uses, instead of refusing.")
    private boolean wait;

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > 1000) {
            throw new UserError(
                    UserError.Kind.USAGE, "--seeds (%d) must be from 1 to 1000.".formatted(seeds), "3 is meant.");
        }
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.of(opened.path(), tag.tag());
        LabFolder settled = opened.with(RunSettings.of(opened.lab(), run.state()));
        new Verifier(new Workplace(Home.find(), settled, wait, sandbox.open(), Terminal.system()))
                .verify(run.folder(), seeds);
        return 0;
    }
}
