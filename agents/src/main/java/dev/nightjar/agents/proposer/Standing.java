package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a search over the menu stands, as a model is told it: where the best quartile of all measured
/// configurations lies, which knobs go together in it, the best five, the last twenty, and what the optimizer
/// would try next.
record Standing(ProposalContext context, List<Measured> measured) {

    private static final int BEST = 5;
    private static final int LAST = 20;

    /// One configuration with its value.
    ///
    /// @param experiment 0 for the baseline
    record Measured(int experiment, Configuration knobs, double value) {}

    /// The measured ones, the best first.
    static Standing of(ProposalContext context) {
        RunState state = context.state();
        List<Measured> all = new ArrayList<>();
        state.baseline().ifPresent(program -> all.add(new Measured(0, program.knobs(), program.value())));
        for (Experiment experiment : state.decided()) {
            if (experiment.committed().isPresent() && experiment.metric().isPresent()) {
                all.add(new Measured(
                        experiment.number(),
                        experiment.committed().get().knobs(),
                        experiment.metric().getAsDouble()));
            }
        }
        Direction direction = state.run().direction();
        all.sort(Comparator.comparingDouble(one -> -direction.gain(one.value(), 0)));
        return new Standing(context, List.copyOf(all));
    }

    /// The best quartile, at least four where there are four.
    List<Measured> quartile() {
        return measured.subList(0, Math.min(measured.size(), Math.max(4, measured.size() / 4)));
    }

    /// With what the optimizer would try next.
    String text(Optional<Proposal> next) {
        List<String> parts = new ArrayList<>();
        parts.add("An optimizer searches the menu and learns from every result, yours included.");
        next.ifPresent(proposal -> parts.add(
                "Its own next try: %s\nAnswer with exactly this change if it is the best one you know; else with yours."
                        .formatted(line(proposal))));
        parts.add(history());
        return String.join("\n\n", parts);
    }

    /// What the measurements say.
    String history() {
        List<String> parts = new ArrayList<>();
        if (measured.size() >= 2) {
            parts.add("The best quartile (%d of %d measured):\n%s"
                    .formatted(quartile().size(), measured.size(), spread()));
            String pairs = new Correlations(
                            context.menu(),
                            quartile().stream().map(Measured::knobs).toList())
                    .text();
            if (!pairs.isEmpty()) {
                parts.add("Knobs that go together there (correlation):\n" + pairs);
            }
            parts.add("The best %d:\n%s".formatted(Math.min(BEST, measured.size()), best()));
        }
        if (!context.state().decided().isEmpty()) {
            parts.add("The last %d experiments:\n%s"
                    .formatted(Math.min(LAST, context.state().decided().size()), last()));
        }
        if (parts.isEmpty()) {
            parts.add("Nothing has been measured yet.");
        }
        return String.join("\n\n", parts);
    }

    private static String line(Proposal proposal) {
        return switch (proposal) {
            case Proposal.KnobChange(Map<String, KnobValue> changes, String reason) ->
                changes.entrySet().stream()
                                .map(change -> change.getKey() + " → " + change.getValue())
                                .collect(Collectors.joining(", "))
                        + " (" + reason + ")";
            case Proposal.Edit(String _, String reason) -> "an edit: " + reason;
            case Proposal.Unparsed(String raw) -> raw;
        };
    }

    private String spread() {
        return context.menu().knobs().stream()
                .map(knob -> "- %s: %s"
                        .formatted(
                                knob.name(),
                                Spread.text(
                                        knob,
                                        quartile().stream()
                                                .flatMap(one -> one.knobs().get(knob.name()).stream())
                                                .toList())))
                .collect(Collectors.joining("\n"));
    }

    private String best() {
        return measured.stream()
                .limit(BEST)
                .map(one -> "- %s = %s: %s"
                        .formatted(
                                context.lab().metric().name(),
                                number(one.value()),
                                one.experiment() == 0 ? "the baseline" : differences(one.knobs())))
                .collect(Collectors.joining("\n"));
    }

    private String differences(Configuration knobs) {
        Map<String, KnobValue> differences = knobs.differencesFrom(context.base());
        return differences.isEmpty()
                ? "the program as it is now"
                : differences.entrySet().stream()
                        .map(change -> change.getKey() + " " + change.getValue())
                        .collect(Collectors.joining(", ", "with ", ""));
    }

    private String last() {
        List<Experiment> decided = context.state().decided();
        return decided.subList(Math.max(0, decided.size() - LAST), decided.size()).stream()
                .map(experiment -> "- %d %s: %s%s"
                        .formatted(
                                experiment.number(),
                                experiment.description(),
                                experiment.status().orElseThrow().text(),
                                experiment.metric().isPresent()
                                        ? " " + number(experiment.metric().getAsDouble())
                                        : ""))
                .collect(Collectors.joining("\n"));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
