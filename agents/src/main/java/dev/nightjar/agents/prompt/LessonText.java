package dev.nightjar.agents.prompt;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The lessons that stand, numbered, and the plan of the last review.
final class LessonText {

    private LessonText() {}

    /// Those with most experiments and the newest come first to their place, as far as `tokens` reach.
    static Section of(RunState state, int tokens) {
        List<Event.Lesson> standing = state.words().standing();
        List<Event.Lesson> shown = new ArrayList<>();
        int left = tokens;
        for (Event.Lesson lesson :
                standing.stream().sorted(LessonText::moreFirst).toList()) {
            int cost = Tokens.of(lines(List.of(lesson)));
            if (cost <= left) {
                shown.add(lesson);
                left -= cost;
            }
        }
        return new Section(
                "Lessons so far, by their numbers",
                lines(standing.stream().filter(shown::contains).toList()));
    }

    private static int moreFirst(Event.Lesson a, Event.Lesson b) {
        int byExperiments = Integer.compare(
                b.lesson().experiments().size(), a.lesson().experiments().size());
        return byExperiments != 0 ? byExperiments : Integer.compare(b.id(), a.id());
    }

    static String lines(List<Event.Lesson> lessons) {
        return lessons.stream()
                .map(lesson -> "%d. %s%s"
                        .formatted(
                                lesson.id(),
                                Quoted.line(lesson.lesson().text(), 400),
                                lesson.lesson().experiments().isEmpty()
                                        ? ""
                                        : " (experiments %s)"
                                                .formatted(lesson.lesson().experiments().stream()
                                                        .map(String::valueOf)
                                                        .collect(Collectors.joining(", ")))))
                .collect(Collectors.joining("\n"));
    }

    /// What the last review wants to be tried.
    static Section plan(RunState state) {
        String plan = state.words().noted().reversed().stream()
                .filter(noted -> noted.notes().get("plan") instanceof String)
                .findFirst()
                .map(noted -> "From experiment %d: %s"
                        .formatted(
                                noted.number(),
                                Quoted.line(String.valueOf(noted.notes().get("plan")), 800)))
                .orElse("");
        return new Section("The plan of the last review", plan);
    }
}
