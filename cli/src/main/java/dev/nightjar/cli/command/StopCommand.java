package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.LabLock;
import dev.nightjar.lab.run.StopFiles;
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
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.live(opened.path());
        Terminal terminal = Terminal.system();
        if (!run.alive()) {
            terminal.line("No engine is at work on %s; there is nothing to stop.".formatted(opened.path()));
            return 0;
        }
        new StopFiles(opened.path(), run.folder()).requestStop();
        if (now) {
            LabLock.holder(opened.path()).ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        }
        terminal.line(
                "The run (%s) stops %s.".formatted(run.folder().tag(), now ? "now" : "after the trial under way"));
        return 0;
    }
}
