package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Engine;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Ideas;
import dev.nightjar.cli.engine.RunSettings;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.lab.LabFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Go on with a run that was stopped, paused or killed.
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Go on with a run that was stopped, paused or killed.")
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Mixin
    private SandboxOption sandbox = new SandboxOption();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(
            names = "--proposals",
            paramLabel = "FILE",
            description = "Ideas to try first, one JSON proposal a line, instead of those the run still has.")
    private @Nullable Path proposals;

    @Option(names = "--wait", description = "Wait for a device that another lab uses, instead of refusing.")
    private boolean wait;

    @Override
    public Integer call() {
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.of(opened.path(), tag.tag());
        Lab settings = RunSettings.of(opened.lab(), run.state());
        Lab limited = settings.with(limits.over(settings.limits()));
        return new Engine(new Workplace(Home.find(), opened.with(limited), wait, sandbox.open(), Terminal.system()))
                .resume(
                        run.folder(),
                        run.state().run().device(),
                        Optional.ofNullable(proposals).map(Ideas::read));
    }
}
