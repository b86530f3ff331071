package dev.nightjar.agents.notes;

import dev.nightjar.agents.prompt.Tokens;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Lesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Keeps the lessons that stand within a number of tokens. A lesson ends only by another that retires it, so
/// room is made when a new one comes.
///
/// @param standing in order of their numbers
/// @param tokens   that they may have together
public record LessonBudget(List<Event.Lesson> standing, int tokens) {

    /// Two lessons that share this much of their words say the same.
    private static final double SAME = 0.7;

    /// For the number, the experiments and the line.
    private static final int EACH = 10;

    public LessonBudget {
        standing = List.copyOf(standing);
    }

    /// What a proposer may add: about experiments that there are, retiring lessons that stand, and nothing that
    /// stands already. What it says again takes in the experiments of what stands.
    ///
    /// @param experiments how many have been opened before this one
    /// @param most        lessons
    public List<Lesson> admitted(List<Lesson> said, int experiments, int most) {
        List<Lesson> admitted = new ArrayList<>();
        Set<Integer> known = standing.stream().map(Event.Lesson::id).collect(Collectors.toSet());
        for (Lesson lesson : said) {
            if (admitted.size() == most) {
                break;
            }
            Set<Integer> shown = new TreeSet<>(lesson.experiments().stream()
                    .filter(number -> number <= experiments)
                    .toList());
            Set<Integer> retires = new TreeSet<>(
                    lesson.retires().stream().filter(known::contains).toList());
            boolean says = true;
            for (Event.Lesson old : standing) {
                if (alike(old.lesson().text(), lesson.text()) >= SAME) {
                    says = !old.lesson().experiments().containsAll(shown) || !retires.isEmpty();
                    shown.addAll(old.lesson().experiments());
                    retires.add(old.id());
                }
            }
            boolean twice = admitted.stream().anyMatch(other -> alike(other.text(), lesson.text()) >= SAME);
            if (says && !twice) {
                admitted.add(new Lesson(lesson.text(), List.copyOf(shown), List.copyOf(retires)));
            }
        }
        return admitted;
    }

    /// Whether all that would stand with `fresh` fits.
    public boolean fits(List<Lesson> fresh) {
        return left(fresh).stream().mapToInt(LessonBudget::cost).sum()
                        + fresh.stream().mapToInt(lesson -> cost(lesson.text())).sum()
                <= tokens;
    }

    /// By rule, where no model makes them shorter: of two that say the same the older goes, then those that
    /// fewest experiments show, the oldest first. The first of `fresh` retires them; without one, nothing
    /// changes.
    public List<Lesson> byRule(List<Lesson> fresh) {
        if (fresh.isEmpty() || fits(fresh)) {
            return fresh;
        }
        Set<Integer> gone = new LinkedHashSet<>();
        List<Event.Lesson> left = new ArrayList<>(left(fresh));
        for (Event.Lesson lesson : List.copyOf(left)) {
            if (left.stream().anyMatch(other -> other.id() > lesson.id() && alike(other, lesson) >= SAME)) {
                gone.add(lesson.id());
                left.remove(lesson);
            }
        }
        left.sort(Comparator.comparingInt(
                        (Event.Lesson lesson) -> lesson.lesson().experiments().size())
                .thenComparingInt(Event.Lesson::id));
        int cost = left.stream().mapToInt(LessonBudget::cost).sum()
                + fresh.stream().mapToInt(lesson -> cost(lesson.text())).sum();
        for (Event.Lesson lesson : left) {
            if (cost <= tokens) {
                break;
            }
            gone.add(lesson.id());
            cost -= cost(lesson);
        }
        Lesson first = fresh.getFirst();
        Set<Integer> retires = new TreeSet<>(first.retires());
        retires.addAll(gone);
        List<Lesson> lessons = new ArrayList<>(fresh);
        lessons.set(0, new Lesson(first.text(), first.experiments(), List.copyOf(retires)));
        return lessons;
    }

    private List<Event.Lesson> left(List<Lesson> fresh) {
        Set<Integer> retired = new HashSet<>();
        fresh.forEach(lesson -> retired.addAll(lesson.retires()));
        return standing.stream()
                .filter(lesson -> !retired.contains(lesson.id()))
                .toList();
    }

    private static int cost(Event.Lesson lesson) {
        return cost(lesson.lesson().text());
    }

    private static int cost(String text) {
        return Tokens.of(text) + EACH;
    }

    private static double alike(Event.Lesson a, Event.Lesson b) {
        return alike(a.lesson().text(), b.lesson().text());
    }

    /// The share of words that two texts have in common (Jaccard 1901), from 0 to 1.
    private static double alike(String a, String b) {
        Set<String> one = words(a);
        Set<String> other = words(b);
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_.]+"))
                .map(word -> word.replaceAll("^\\.+|\\.+$", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
