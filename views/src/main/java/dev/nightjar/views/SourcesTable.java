package dev.nightjar.views;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.SourceUse;
import dev.nightjar.analysis.SourceUses;
import dev.nightjar.core.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who proposed what, and what asking cost. Of interest once a model was asked, or more than one source proposed.
final class SourcesTable {

    private static final double THOUSAND = 1000;

    private SourcesTable() {}

    /// None for a run that only one optimizer proposed in.
    static List<String> lines(RunStatistics statistics, int decimals, Ink ink) {
        List<SourceUse> sources = SourceUses.of(statistics.table().state());
        boolean models = sources.stream().anyMatch(source -> source.tokensIn() + source.tokensOut() > 0);
        if (sources.size() < 2 && !models) {
            return List.of();
        }
        int name = sources.stream()
                .mapToInt(source -> Cells.width(Cells.clean(source.by())))
                .max()
                .orElse(6);
        List<String> lines = new ArrayList<>();
        lines.add(ink.dim(Cells.left("source", name) + "  proposed  refused  crashed  kept       gain"
                + (models ? "  tokens in/out    cost  gain/cost" : "")));
        for (SourceUse source : sources) {
            lines.add(Cells.left(Cells.clean(source.by()), name)
                    + Cells.right(Integer.toString(source.tries()), 10)
                    + Cells.right(count(source.refused()), 9)
                    + Cells.right(count(source.crashed()), 9)
                    + Cells.right(count(source.kept()), 6)
                    + Cells.right(source.kept() == 0 ? Figures.NONE : Figures.fixed(source.gain(), decimals), 11)
                    + (models ? paid(source, decimals) : ""));
        }
        sources.stream()
                .filter(source -> source.refused() > 0)
                .forEach(source -> lines.add("%s was refused by %s."
                        .formatted(
                                Cells.clean(source.by()),
                                source.blocked().entrySet().stream()
                                        .map(rail -> "%s (%d)".formatted(rail.getKey(), rail.getValue()))
                                        .collect(Collectors.joining(", ")))));
        if (models) {
            lines.add(latency(sources));
        }
        lines.add(coverage(statistics));
        return lines;
    }

    private static String paid(SourceUse source, int decimals) {
        boolean asked = source.tokensIn() + source.tokensOut() > 0;
        return Cells.right(asked ? tokens(source.tokensIn()) + " / " + tokens(source.tokensOut()) : Figures.NONE, 15)
                + Cells.right(source.cost() > 0 ? String.format(Locale.ROOT, "%.3f", source.cost()) : Figures.NONE, 8)
                + Cells.right(
                        source.gainPerCost().isPresent()
                                ? Figures.fixed(source.gainPerCost().getAsDouble(), decimals)
                                : Figures.NONE,
                        11);
    }

    private static String latency(List<SourceUse> sources) {
        List<SourceUse> models = sources.stream()
                .filter(source -> source.tokensIn() + source.tokensOut() > 0)
                .toList();
        return "Models were waited for %s; %s of their latency passed while trials trained."
                .formatted(
                        Figures.duration(models.stream()
                                .mapToDouble(SourceUse::waitedSeconds)
                                .sum()),
                        Figures.duration(models.stream()
                                .mapToDouble(SourceUse::hiddenSeconds)
                                .sum()));
    }

    private static String coverage(RunStatistics statistics) {
        int tried = statistics.knobs().size();
        int all = tried + statistics.neverTried().size();
        List<String> programs = statistics.table().state().experiments().stream()
                .filter(experiment -> !experiment.candidateTrials().isEmpty())
                .flatMap(experiment -> experiment.committed().stream())
                .map(Event.Committed::fingerprint)
                .toList();
        long again = programs.size() - programs.stream().distinct().count();
        return "%d of %d knobs were tried; %s of the programs that were trained had been trained before."
                .formatted(tried, all, Figures.percent(again / (double) Math.max(1, programs.size())));
    }

    private static String count(int number) {
        return number == 0 ? Figures.NONE : Integer.toString(number);
    }

    private static String tokens(long count) {
        if (count < THOUSAND) {
            return Long.toString(count);
        }
        return count < THOUSAND * THOUSAND
                ? String.format(Locale.ROOT, "%.1fk", count / THOUSAND)
                : String.format(Locale.ROOT, "%.1fM", count / THOUSAND / THOUSAND);
    }
}
