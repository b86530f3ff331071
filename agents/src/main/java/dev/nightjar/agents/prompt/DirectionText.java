package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Where to look next: elsewhere after some failures, and for small models one of a few directions.
final class DirectionText {

    private DirectionText() {}

    /// Empty unless enough experiments in a row have failed.
    static Section afterFailures(ProposalContext context, Remembered notes) {
        List<Experiment> row = Failures.inARow(context.state());
        if (row.size() < Failures.MANY) {
            return new Section("Another direction", "");
        }
        List<Experiment> last = row.subList(Math.max(0, row.size() - 6), row.size());
        Set<String> turned = new LinkedHashSet<>();
        last.forEach(experiment -> {
            turned.addAll(Row.knobs(experiment));
            notes.edit(experiment.number()).ifPresent(edit -> turned.addAll(edit.parts()));
        });
        String where = turned.isEmpty()
                ? ""
                : " They were about: %s. Leave these alone now."
                        .formatted(turned.stream()
                                .limit(12)
                                .map(name -> Quoted.line(name, 60))
                                .collect(Collectors.joining(", ")));
        return new Section(
                "Another direction",
                "The last %d experiments in a row were no improvement (%s).%s Take a different direction: another mechanism, and not another value of the same idea."
                        .formatted(
                                row.size(),
                                last.stream()
                                        .map(experiment -> "#%d %s"
                                                .formatted(
                                                        experiment.number(),
                                                        experiment
                                                                .status()
                                                                .orElseThrow()
                                                                .text()))
                                        .collect(Collectors.joining(", ")),
                                where));
    }

    /// For a small model.
    static Section menu(ProposalContext context, List<Knob> family) {
        return switch (context.lab().scope()) {
            case KNOB ->
                new Section("Directions", """
                        Take one of these, on the knobs whose turn it is (%s):
                        a) a knob that was never turned, by a moderate step;
                        b) a knob whose last step helped, further the same way;
                        c) a value between two that were tried, where the better ones are;
                        d) a knob whose last step failed, the other way.
                        Change one knob.""".formatted(
                                family.stream().map(Knob::name).collect(Collectors.joining(", "))));
            case EDIT -> {
                List<String> parts = UntouchedParts.of(
                        context.state(), context.source(), context.lab().editable());
                String part = parts.isEmpty() ? "" : parts.get(Math.floorMod(context.number() - 1, parts.size()));
                yield new Section("Directions", """
                        Take one of these, as a small change of a few lines:
                        a) remove something that does not earn its cost;%s
                        b) change how a quantity follows the training's progress;
                        c) change an initial value or a scale;
                        d) a well-known improvement of one layer or of the optimizer.""".formatted(
                        part.isEmpty() ? "" : "\n   or look at the part " + part + ", which nobody has touched;"));
            }
        };
    }
}
