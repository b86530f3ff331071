package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.Outline;
import dev.nightjar.core.run.RunState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which parts of the editable file no edit has touched.
public final class UntouchedParts {

    private static final int MOST = 40;

    private UntouchedParts() {}

    /// The innermost parts, in the order of the file.
    public static List<String> of(RunState state, String source, String file) {
        Remembered notes = Remembered.of(state);
        Set<String> touched = new HashSet<>();
        state.experiments()
                .forEach(experiment -> notes.edit(experiment.number()).ifPresent(edit -> touched.addAll(edit.parts())));
        List<Outline.Part> parts = Outline.of(source, file).parts();
        return parts.stream()
                .filter(part -> parts.stream().noneMatch(inner -> inside(inner, part)))
                .map(Outline.Part::name)
                .distinct()
                .filter(name -> !touched.contains(name))
                .limit(MOST)
                .toList();
    }

    private static boolean inside(Outline.Part inner, Outline.Part outer) {
        return inner.from() >= outer.from()
                && inner.to() <= outer.to()
                && inner.to() - inner.from() < outer.to() - outer.from();
    }

    static Section section(RunState state, String source, String file) {
        List<String> names = of(state, source, file);
        return new Section(
                "Parts of the file that no edit has touched", names.isEmpty() ? "" : String.join(", ", names));
    }
}
