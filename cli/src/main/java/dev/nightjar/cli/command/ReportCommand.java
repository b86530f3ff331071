package dev.nightjar.cli.command;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.lab.toml.MenuFile;
import dev.nightjar.search.Proposers;
import dev.nightjar.views.ProgressChart;
import dev.nightjar.views.ReportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What came of a run.
@Command(name = "report", mixinStandardHelpOptions = true, description = "What came of a run, to read with a coffee.")
public final class ReportCommand implements Callable<Integer> {

    private static final int MOST_KNOBS = 6;

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the run into FILE as well.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.system();
        OpenedRun run = OpenedRun.of(lab.folder(), tag.tag());
        RunStatistics statistics = RunStatistics.of(run.table());
        terminal.lines(ReportView.lines(statistics, terminal.screen()));
        if (Files.exists(lab.folder().resolve(MenuFile.NAME))) {
            Proposers.insight(run.state(), MenuFile.read(lab.folder()))
                    .ifPresent(insight -> terminal.line("  " + mattered(insight)));
        }
        if (svg != null) {
            Files.writeString(svg, ProgressChart.svg(statistics));
            terminal.line("Picture: " + svg);
        }
        return 0;
    }

    private static String mattered(Insight insight) {
        return insight.importance().entrySet().stream()
                .limit(MOST_KNOBS)
                .filter(knob -> knob.getValue() > 0)
                .map(knob -> "%s %.0f %%".formatted(knob.getKey(), 100 * knob.getValue()))
                .collect(Collectors.joining(", ", "What mattered most, as auto's model has it: ", "."));
    }
}
