package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.views.LogView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Every experiment of a run, a line each.
@Command(name = "log", mixinStandardHelpOptions = true, description = "Every experiment of a run, a line each.")
public final class LogCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        terminal.lines(LogView.lines(OpenedRun.of(lab.folder(), tag.tag()).table(), terminal.screen()));
        return 0;
    }
}
