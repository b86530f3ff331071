package dev.nightjar.cli.command;

import dev.nightjar.lab.run.LabLock;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Let the run finish the trial under way, then end it.
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Let the run finish the trial under way, then end it.")
public final class StopCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Option(names = "--now", description = "End the trial under way, too; it runs again on resume.")
    private boolean now;

    @Override
    public Integer call() {
        Path folder = lab.open().path();
        LiveRun.ask(
                folder,
                "stop",
                files -> {
                    files.requestStop();
                    if (now) {
                        LabLock.holder(folder)
                                .ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
                    }
                },
                now ? "stops now." : "stops after the trial under way.");
        return 0;
    }
}
