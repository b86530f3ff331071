package dev.nightjar.cli.command;

import dev.nightjar.cli.bench.search.Results;
import dev.nightjar.cli.bench.search.SearchBench;
import dev.nightjar.cli.bench.search.SearchReport;
import dev.nightjar.cli.bench.search.Track;
import dev.nightjar.cli.bench.search.WarmBench;
import dev.nightjar.cli.engine.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Races the optimizers.
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Race Nightjar's optimizers, and Optuna's where it is installed, on problems whose best value is known.",
            "Takes hours with everything; the options narrow it, and --from puts pieces together."
        })
public final class SearchBenchCommand implements Callable<Integer> {

    @Option(
            names = "--problem",
            paramLabel = "NAME|COMMAND",
            description = "Only this made-up problem, or a program that answers lines of JSON. Can be repeated.")
    private List<String> problems = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Searches for each optimizer and problem (${DEFAULT-VALUE}).")
    private int seeds = 20;

    @Option(
            names = "--hours",
            paramLabel = "H",
            description = "Budget of simulated training, at five minutes a trial (${DEFAULT-VALUE}).")
    private double hours = 8;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Only these: auto, random, tpe, cmaes, optuna-tpe, optuna-tpe-multivariate, optuna-cmaes, optuna-random.")
    private List<String> optimizers = List.of();

    @Option(
            names = "--warm",
            description = "Race auto with and without an earlier run to learn from, and with worthless ones.")
    private boolean warm;

    @Option(names = "--json", description = "A line of JSON for each search, instead of the table.")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Searches that --json printed earlier; with them alone nothing is run. Can be repeated.")
    private List<Path> earlier = List.of();

    @Option(
            names = "--write",
            paramLabel = "FOLDER",
            description = "Write the page and the plots there (docs/reference).")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        if (earlier.isEmpty() && !json && !warm && !SearchBench.hasOptuna()) {
            terminal.line(
                    "Optuna is not compared: no Python here can import it (Debian: python3-optuna, python3-cmaes).");
        }
        SearchReport report = earlier.isEmpty()
                ? SearchReport.of(race(track -> terminal.line(json ? track.json() : track.line())))
                : SearchReport.read(earlier);
        if (!json) {
            terminal.lines(report.markdown());
        }
        if (folder != null) {
            report.write(folder);
        }
        return 0;
    }

    private Results race(Consumer<Track> finished) {
        return warm
                ? new WarmBench(problems, seeds, hours).run(finished)
                : new SearchBench(problems, optimizers, seeds, hours).run(finished);
    }
}
