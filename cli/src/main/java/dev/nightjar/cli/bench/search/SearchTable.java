package dev.nightjar.cli.bench.search;

import dev.nightjar.cli.bench.search.Results.Duel;
import dev.nightjar.cli.bench.search.Results.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The results as Markdown.
record SearchTable(Results results) {

    private static final String OWN = "auto";
    private static final String PEER = "optuna-";
    private static final double NIGHT = 8;

    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        List<String> known = results.problems().stream().filter(this::known).toList();
        if (!known.isEmpty()) {
            lines.addAll(leftTable(known));
            lines.add("");
            lines.addAll(verdicts(known));
        }
        for (String problem :
                results.problems().stream().filter(problem -> !known(problem)).toList()) {
            lines.add("");
            lines.addAll(valueTable(problem));
        }
        return lines;
    }

    private boolean known(String problem) {
        return results.tracks().stream()
                .filter(track -> track.problem().equals(problem))
                .noneMatch(track -> Double.isNaN(track.optimum()));
    }

    /// Rows are problems, columns optimizers.
    private List<String> leftTable(List<String> problems) {
        List<String> lines = new ArrayList<>();
        List<String> optimizers = results.optimizers();
        lines.add("| problem | " + String.join(" | ", optimizers) + " |");
        lines.add("|---" + "|---".repeat(optimizers.size()) + "|");
        for (String problem : problems) {
            lines.add("| %s | %s |"
                    .formatted(
                            problem,
                            optimizers.stream()
                                    .map(optimizer -> cell(problem, optimizer))
                                    .collect(Collectors.joining(" | "))));
        }
        return lines;
    }

    private String cell(String problem, String optimizer) {
        if (results.of(problem, optimizer).isEmpty()) {
            return "–";
        }
        Spread spread = results.left(problem, optimizer, results.hours(problem));
        double failed = failedShare(results.of(problem, optimizer));
        return number("%.3f ± %.3f", spread.mean(), spread.deviation())
                + (failed > 0.005 ? number(", %.0f %% failed", 100 * failed) : "");
    }

    private List<String> verdicts(List<String> problems) {
        List<String> peers = results.optimizers().stream()
                .filter(name -> name.startsWith(PEER))
                .toList();
        List<String> lines = new ArrayList<>();
        if (peers.isEmpty() || !results.optimizers().contains(OWN)) {
            return lines;
        }
        lines.add("| problem | best of Optuna's | auto minus it | p | auto is |");
        lines.add("|---|---|---|---|---|");
        int better = 0;
        int worse = 0;
        for (String problem : problems) {
            String best = results.best(problem, peers, results.hours(problem)).orElse("");
            if (best.isEmpty() || results.of(problem, OWN).isEmpty()) {
                continue;
            }
            Duel duel = results.duel(problem, OWN, best, results.hours(problem));
            better += duel.better() ? 1 : 0;
            worse += duel.worse() ? 1 : 0;
            lines.add("| %s | %s | %s | %s | %s |"
                    .formatted(
                            problem,
                            best.substring(PEER.length()),
                            number("%+.3f", duel.difference()),
                            duel.p() < 1e-4 ? "< 0.0001" : number("%.4f", duel.p()),
                            duel.verdict()));
        }
        lines.add("");
        lines.add(
                "`auto` is better than the best of Optuna's on %d and worse on %d of %d problems (two-sided signed-rank test over the seeds, 5 %%)."
                        .formatted(better, worse, problems.size()));
        return lines;
    }

    /// Rows are optimizers.
    private List<String> valueTable(String problem) {
        List<String> lines = new ArrayList<>();
        double hours = results.hours(problem);
        boolean longer = hours > NIGHT;
        lines.add("| optimizer on %s | after %s | %strials | failed |"
                .formatted(problem, hours(Math.min(hours, NIGHT)), longer ? "after " + hours(hours) + " | " : ""));
        lines.add("|---|---|" + (longer ? "---|" : "") + "---|---|");
        for (String optimizer : results.optimizers()) {
            List<Track> tracks = results.of(problem, optimizer);
            if (!tracks.isEmpty()) {
                Spread night = results.left(problem, optimizer, Math.min(hours, NIGHT));
                Spread end = results.left(problem, optimizer, hours);
                lines.add("| %s | %s | %s%s | %s |"
                        .formatted(
                                optimizer,
                                number("%.4f ± %.4f", night.mean(), night.deviation()),
                                longer ? number("%.4f ± %.4f | ", end.mean(), end.deviation()) : "",
                                number(
                                        "%.0f",
                                        tracks.stream()
                                                .mapToInt(Track::trials)
                                                .average()
                                                .orElse(0)),
                                number("%.0f %%", 100 * failedShare(tracks))));
            }
        }
        return lines;
    }

    private static String hours(double hours) {
        return number("%.0f h", hours);
    }

    private static double failedShare(List<Track> tracks) {
        return tracks.stream().mapToDouble(Track::failed).sum()
                / tracks.stream().mapToDouble(Track::trials).sum();
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
