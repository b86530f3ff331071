package dev.nightjar.cli.command;

import dev.nightjar.agents.proposer.CriticRecord;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.toml.MenuFile;
import dev.nightjar.search.Proposers;
import dev.nightjar.views.ProgressChart;
import dev.nightjar.views.ReportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        ReportView.Remarks remarks = new ReportView.Remarks(knobs(run.state()), critic(CriticRecord.of(run.state())));
        terminal.lines(ReportView.lines(statistics, remarks, terminal.screen()));
        if (svg != null) {
            Files.writeString(svg, ProgressChart.svg(statistics));
            terminal.line("Picture: " + svg);
        }
        return 0;
    }

    private List<String> knobs(RunState state) {
        return Files.exists(lab.folder().resolve(MenuFile.NAME))
                ? Proposers.insight(state, MenuFile.read(lab.folder())).stream()
                        .flatMap(insight -> Stream.of(mattered(insight), next(insight, state)))
                        .filter(sentence -> !sentence.isEmpty())
                        .toList()
                : List.of();
    }

    private static List<String> critic(CriticRecord critic) {
        return critic.rejected() == 0
                ? List.of()
                : List.of(
                        "Rejected by the critic: %d proposals; spared: %d trials. Run all the same to see: %d, better after all: %d."
                                .formatted(critic.rejected(), critic.spared(), critic.audited(), critic.mistaken()));
    }

    private static String next(Insight insight, RunState state) {
        Configuration base = state.reference()
                .map(RunState.Program::knobs)
                .orElse(state.run().knobs());
        return insight.next().isEmpty()
                ? ""
                : insight.next().stream()
                        .map(base::turned)
                        .collect(Collectors.joining("; ", "What it would try next: ", "."));
    }

    private static String mattered(Insight insight) {
        return insight.importance().entrySet().stream()
                .limit(MOST_KNOBS)
                .filter(knob -> knob.getValue() > 0)
                .map(knob -> "%s %.0f %%".formatted(knob.getKey(), 100 * knob.getValue()))
                .collect(Collectors.joining(", ", "What mattered most, as auto's model has it: ", "."));
    }
}
