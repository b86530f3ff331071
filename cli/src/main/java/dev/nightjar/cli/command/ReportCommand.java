package dev.nightjar.cli.command;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.views.ProgressChart;
import dev.nightjar.views.ReportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What came of a run.
@Command(name = "report", mixinStandardHelpOptions = true, description = "What came of a run, to read with a coffee.")
public final class ReportCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the run into FILE as well.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.system();
        RunStatistics statistics =
                RunStatistics.of(OpenedRun.of(lab.folder(), tag.tag()).table());
        terminal.lines(ReportView.lines(statistics, terminal.screen()));
        if (svg != null) {
            Files.writeString(svg, ProgressChart.svg(statistics));
            terminal.line("Picture: " + svg);
        }
        return 0;
    }
}
