package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.RunSettings;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Tester;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.lab.LabFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what baseline and best measure on text that took no part in the run.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Measure baseline and best on the test split; a second time answers from the ledger.")
public final class TestCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Mixin
    private SandboxOption sandbox = new SandboxOption();

    @Option(names = "--wait", description = "Wait for a device that another lab uses, instead of refusing.")
    private boolean wait;

    @Override
    public Integer call() {
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.of(opened.path(), tag.tag());
        LabFolder settled = opened.with(RunSettings.of(opened.lab(), run.state()));
        new Tester(new Workplace(Home.find(), settled, wait, sandbox.open(), Terminal.system()))
                .test(run.folder(), run.state());
        return 0;
    }
}
