package dev.nightjar.cli.command;

import dev.nightjar.analysis.RunTable;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.views.LogView;
import dev.nightjar.views.Screen;
import dev.nightjar.views.TerminalPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Every experiment of a run, a line each.
@Command(name = "log", mixinStandardHelpOptions = true, description = "Every experiment of a run, a line each.")
public final class LogCommand implements Callable<Integer> {

    private static final int PICTURE_WIDTH = 118;

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the lines into FILE instead, as a terminal shows them.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.system();
        RunTable table = OpenedRun.of(lab.folder(), tag.tag()).table();
        if (svg == null) {
            terminal.lines(LogView.lines(table, terminal.screen()));
        } else {
            String text = String.join("\n", LogView.lines(table, new Screen(PICTURE_WIDTH, true, true)));
            Files.writeString(svg, TerminalPicture.svg("nightjar log", text));
            terminal.line("Picture: " + svg);
        }
        return 0;
    }
}
