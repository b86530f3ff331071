package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.proposal.Optimizer.Insight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the built-in optimizer has learnt about the knobs, as one opinion among others.
public final class InsightText {

    private static final int KNOBS = 6;

    /// Shares below this are noise.
    private static final double LEAST = 0.01;

    private InsightText() {}

    /// @param base what the tries start from
    public static Section of(Insight insight, Configuration base) {
        List<String> lines = new ArrayList<>();
        String shares = insight.importance().entrySet().stream()
                .filter(knob -> knob.getValue() >= LEAST)
                .limit(KNOBS)
                .map(knob -> String.format(Locale.ROOT, "%s %.0f %%", knob.getKey(), 100 * knob.getValue()))
                .collect(Collectors.joining(", "));
        if (!shares.isEmpty()) {
            lines.add("How much each knob matters among what was tried: " + shares + ".");
        }
        if (!insight.next().isEmpty()) {
            lines.add("What it would try next:");
            insight.next().forEach(changes -> lines.add("- " + base.turned(changes)));
        }
        if (!lines.isEmpty()) {
            lines.addFirst(
                    "A statistical model of the measurements, which knows the menu and nothing of programs. It is one opinion; yours may be better.");
        }
        return new Section("What the optimizer has learnt", String.join("\n", lines));
    }
}
