package dev.nightjar.cli.command;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.views.StatusJson;
import dev.nightjar.views.StatusView;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a run is going.
@Command(name = "status", mixinStandardHelpOptions = true, description = "How a run is going.")
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(names = "--json", description = "As one JSON object (docs/reference/status-json.md).")
    private boolean json;

    @Override
    public Integer call() {
        OpenedRun run = OpenedRun.of(lab.folder(), tag.tag());
        Terminal terminal = Terminal.system();
        RunStatistics statistics = RunStatistics.of(run.table());
        if (json) {
            terminal.line(StatusJson.of(statistics, run.alive()));
        } else {
            terminal.lines(StatusView.lines(statistics, run.alive(), Instant.now(), terminal.screen()));
        }
        return 0;
    }
}
