package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.StopFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Let the run finish the experiment under way, then pause it.
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Let the run finish the experiment under way, then pause it.")
public final class PauseCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Override
    public Integer call() {
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.live(opened.path());
        Terminal terminal = Terminal.system();
        if (!run.alive()) {
            terminal.line("No engine is at work on %s; there is nothing to pause.".formatted(opened.path()));
            return 0;
        }
        new StopFiles(opened.path(), run.folder()).requestPause();
        terminal.line("The run (%s) pauses before its next trial. \"nightjar resume\" goes on."
                .formatted(run.folder().tag()));
        return 0;
    }
}
