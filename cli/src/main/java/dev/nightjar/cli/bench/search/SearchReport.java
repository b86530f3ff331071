package dev.nightjar.cli.bench.search;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// What the bench leaves behind: a line of JSON for each search, the tables, and a picture for each problem.
public record SearchReport(Results results) {

    private static final String PAGE = "search-bench-results.md";
    private static final String WARM_PAGE = "search-bench-warm.md";

    public static SearchReport of(Results results) {
        return new SearchReport(results);
    }

    /// Searches that were printed as JSON before.
    ///
    /// @throws UserError if a line is none
    public static SearchReport read(List<Path> files) {
        List<Track> tracks = new ArrayList<>();
        for (Path file : files) {
            try {
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank()) {
                        tracks.add(JsonLines.MAPPER.readValue(line, Track.class));
                    }
                }
            } catch (IOException | JacksonException e) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "The file (%s) has no searches: %s.".formatted(file, e.getMessage()),
                        "it was not written by bench search --json.",
                        e);
            }
        }
        return new SearchReport(new Results(tracks));
    }

    /// Whether these are searches of a [WarmBench].
    private boolean warm() {
        return results.optimizers().contains("auto, earlier run");
    }

    public List<String> markdown() {
        if (warm()) {
            return new WarmTable(results).markdown();
        }
        List<String> lines = new ArrayList<>(new SearchTable(results).markdown());
        List<String> versions = results.tracks().stream()
                .map(Track::version)
                .filter(version -> !version.isEmpty())
                .distinct()
                .toList();
        if (!versions.isEmpty()) {
            lines.add("");
            lines.add(
                    "Optuna is version %s; samplers that came later (its Gaussian process among them) are not compared."
                            .formatted(String.join(", ", versions)));
        }
        return lines;
    }

    private List<String> head() {
        return warm()
                ? List.of(
                        "# Search bench: earlier runs",
                        "",
                        "Written by [`bench search --warm`](search-bench.md#earlier-runs), which says what the rows are. A cell is the share",
                        "of the start's distance to the best value that is left (where the best is not known, the value itself), mean ±",
                        "standard deviation over the seeds; better and worse than the cold search by a two-sided signed-rank test, 5 %.")
                : List.of(
                        "# Search bench: results",
                        "",
                        "Written by [`bench search`](search-bench.md), which says how a race is run. A cell is the share of the start's",
                        "distance to the best value that is left when the budget is spent, mean ± standard deviation over the seeds; the",
                        "pictures show the median and the middle half.",
                        "");
    }

    /// Writes the page and the plots.
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            List<String> page = new ArrayList<>(head());
            page.addAll(markdown());
            if (warm()) {
                Files.writeString(folder.resolve(WARM_PAGE), text(page));
                return;
            }
            for (String problem : results.problems()) {
                String picture = "search-bench-%s.svg".formatted(problem.replace('_', '-'));
                Files.writeString(
                        folder.resolve(picture), new SearchPlot(results, problem, results.hours(problem)).svg());
                page.add("");
                page.add("![%s: what is left against hours](%s)".formatted(problem, picture));
            }
            Files.writeString(folder.resolve(PAGE), text(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }
}
