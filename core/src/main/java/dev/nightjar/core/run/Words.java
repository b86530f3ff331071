package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What was said during a run besides proposals: by the person, and by proposers to those after them.
///
/// @param told    the person's words, in order, with the sequence numbers of their events
/// @param lessons every one ever written, in order of its number
/// @param noted   remarks on experiments, in order
public record Words(List<Told> told, List<Event.Lesson> lessons, List<Event.Noted> noted) {

    static final Words NONE = new Words(List.of(), List.of(), List.of());

    /// @param sequence of its event: a proposal whose basis is older did not see it
    public record Told(long sequence, String id, String text) {}

    public Words {
        told = List.copyOf(told);
        lessons = List.copyOf(lessons);
        noted = List.copyOf(noted);
    }

    /// The lessons that none after them retired.
    public List<Event.Lesson> standing() {
        Set<Integer> retired = new HashSet<>();
        lessons.forEach(lesson -> retired.addAll(lesson.lesson().retires()));
        return lessons.stream().filter(lesson -> !retired.contains(lesson.id())).toList();
    }

    /// Whether the message of this id is in the ledger already.
    boolean knows(String id) {
        return told.stream().anyMatch(word -> word.id().equals(id));
    }

    Words with(Told word) {
        return new Words(plus(told, word), lessons, noted);
    }

    Words with(Event.Lesson lesson) {
        return new Words(told, plus(lessons, lesson), noted);
    }

    Words with(Event.Noted note) {
        return new Words(told, lessons, plus(noted, note));
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return Collections.unmodifiableList(longer);
    }
}
