package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Which knobs were never turned, and which regions of the others were never entered, counted over every
/// candidate that became a commit.
public final class Coverage {

    private static final int REGIONS = 3;
    private static final int FEW = 8;

    private final RunState state;
    private final List<Committed> committed;

    public Coverage(RunState state) {
        this.state = state;
        this.committed = state.experiments().stream()
                .flatMap(experiment -> experiment.committed().stream())
                .toList();
    }

    /// In the menu's order.
    public List<Knob> neverTurned(Menu menu) {
        return menu.knobs().stream()
                .filter(knob -> committed.stream()
                        .noneMatch(candidate -> candidate.changes().containsKey(knob.name())))
                .toList();
    }

    /// The values, or the thirds of the range, at which no candidate and no baseline was; empty if there are
    /// none.
    public List<String> untouched(Knob knob) {
        Set<KnobValue> tried = tried(knob);
        return switch (knob) {
            case Knob.Choice choice ->
                choice.choices().stream()
                        .filter(value -> !tried.contains(value))
                        .map(KnobValue::toString)
                        .toList();
            case Knob.IntRange range
            when (range.max() - range.min()) / range.step() < FEW ->
                LongStream.rangeClosed(0, (range.max() - range.min()) / range.step())
                        .mapToObj(step -> new KnobValue.Int(range.min() + step * range.step()))
                        .filter(value -> !tried.contains(value))
                        .map(KnobValue::toString)
                        .toList();
            case Knob.IntRange range -> regions(range.min(), range.max(), range.scale(), true, tried);
            case Knob.RealRange range -> regions(range.min(), range.max(), range.scale(), false, tried);
        };
    }

    private Set<KnobValue> tried(Knob knob) {
        Set<KnobValue> tried = new LinkedHashSet<>();
        state.run().knobs().get(knob.name()).flatMap(knob::accept).ifPresent(tried::add);
        committed.forEach(candidate ->
                candidate.knobs().get(knob.name()).flatMap(knob::accept).ifPresent(tried::add));
        return tried;
    }

    private static List<String> regions(double min, double max, Knob.Scale scale, boolean whole, Set<KnobValue> tried) {
        List<String> empty = new ArrayList<>();
        for (int region = 0; region < REGIONS; region++) {
            double from = edge(min, max, scale, region);
            double to = edge(min, max, scale, region + 1);
            boolean last = region == REGIONS - 1;
            boolean entered = tried.stream()
                    .mapToDouble(KnobValue::number)
                    .anyMatch(value -> value >= from && (value < to || (last && value <= to)));
            if (!entered) {
                empty.add(
                        whole
                                ? "%d to %d".formatted((long) Math.ceil(from), (long) Math.floor(to))
                                : "%s to %s".formatted(Figure.small(from), Figure.small(to)));
            }
        }
        return empty;
    }

    private static double edge(double min, double max, Knob.Scale scale, int region) {
        double share = (double) region / REGIONS;
        return switch (scale) {
            case LINEAR -> min + share * (max - min);
            case LOG -> region == REGIONS ? max : min * Math.pow(max / min, share);
        };
    }

    /// @param knobs those to speak of
    Section section(Menu menu, List<Knob> knobs) {
        List<Knob> never = neverTurned(menu).stream().filter(knobs::contains).toList();
        StringBuilder text = new StringBuilder();
        if (!never.isEmpty()) {
            text.append("Never turned: ")
                    .append(never.stream().map(Knob::name).collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        knobs.stream().filter(knob -> !never.contains(knob)).forEach(knob -> {
            List<String> empty = untouched(knob);
            if (!empty.isEmpty()) {
                text.append("- ")
                        .append(knob.name())
                        .append(": nothing yet at ")
                        .append(String.join(", ", empty))
                        .append('\n');
            }
        });
        return new Section("Never tried", text.toString());
    }
}
