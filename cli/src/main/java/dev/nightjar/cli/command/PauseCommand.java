package dev.nightjar.cli.command;

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
        LiveRun.ask(
                lab.open().path(),
                "pause",
                StopFiles::requestPause,
                "pauses before its next trial. \"nightjar resume\" goes on.");
        return 0;
    }
}
