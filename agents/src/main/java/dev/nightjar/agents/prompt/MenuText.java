package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The knobs with their ranges and what they are now.
final class MenuText {

    private MenuText() {}

    /// @param shown the knobs in full; the others by name and value
    static Section of(Menu menu, List<Knob> shown, Configuration base) {
        StringBuilder text = new StringBuilder();
        Set<String> idle = menu.idle(base);
        for (Knob knob : shown) {
            text.append("- %s = %s: %s%s. %s%s\n"
                    .formatted(
                            knob.name(),
                            value(base, knob),
                            knob.domain(),
                            scale(knob),
                            knob.doc(),
                            when(menu, knob, idle)));
        }
        List<Knob> others =
                menu.knobs().stream().filter(knob -> !shown.contains(knob)).toList();
        if (!others.isEmpty()) {
            text.append("\nNot in turn now, as they are: ")
                    .append(others.stream()
                            .map(knob -> knob.name() + " = " + value(base, knob))
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        if (!menu.constraints().isEmpty()) {
            text.append("\nWhat must hold between them:\n");
            for (Constraint constraint : menu.constraints()) {
                text.append("- %s (%s)\n".formatted(constraint.expression(), constraint.doc()));
            }
        }
        return new Section("The menu: knob = value now: what it may be", text.toString());
    }

    static String value(Configuration base, Knob knob) {
        return base.get(knob.name()).map(KnobValue::toString).orElse("?");
    }

    private static String when(Menu menu, Knob knob, Set<String> idle) {
        Constraint when = menu.whens().get(knob.name());
        if (when == null) {
            return "";
        }
        String now = idle.contains(knob.name()) ? "; it has none now, so leave it" : "";
        return " Has an effect only while %s%s.".formatted(when.expression(), now);
    }

    private static String scale(Knob knob) {
        boolean log = switch (knob) {
            case Knob.IntRange range -> range.scale() == Knob.Scale.LOG;
            case Knob.RealRange range -> range.scale() == Knob.Scale.LOG;
            case Knob.Choice _ -> false;
        };
        return log ? ", by factors rather than by steps" : "";
    }
}
