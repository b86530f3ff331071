package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Puts changes into a file, one after the other. Each must stand at one place: exactly, or else but for blanks
/// at the ends of lines.
final class Patched {

    private static final int MOST_PLACES = 5;

    private final List<String> lines;

    private Patched(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /// @param what what a change is called to the model: `Block` or `Hunk`
    static String of(String source, List<Change> changes, String what) throws Unusable {
        Patched patched = new Patched(Lines.of(source));
        for (int i = 0; i < changes.size(); i++) {
            patched.apply(changes.get(i), "%s %d".formatted(what, i + 1));
        }
        return Lines.joined(patched.lines, source);
    }

    private void apply(Change change, String name) throws Unusable {
        int place = place(change, name);
        List<String> range = lines.subList(place, place + change.before().size());
        range.clear();
        range.addAll(change.after());
    }

    private int place(Change change, String name) throws Unusable {
        if (change.before().stream().allMatch(String::isBlank)) {
            if (change.before().isEmpty() && change.near().isPresent()) {
                return Math.min(lines.size(), change.near().getAsInt() + 1);
            }
            throw new Unusable(
                    "%s quotes no line of the file, so it has no place. Quote the line that it stands beside."
                            .formatted(name));
        }
        List<Integer> places = places(change.before(), String::equals);
        if (places.isEmpty()) {
            places = places(change.before(), (a, b) -> a.stripTrailing().equals(b.stripTrailing()));
        }
        if (places.isEmpty()) {
            throw new Unusable(Nearest.message(name, change.before(), lines));
        }
        if (places.size() > 1 && change.near().isPresent()) {
            int near = change.near().getAsInt();
            return places.stream()
                    .min((a, b) -> Integer.compare(Math.abs(a - near), Math.abs(b - near)))
                    .orElseThrow();
        }
        if (places.size() > 1) {
            throw new Unusable("%s stands at %d places of the file (lines %s). Quote more lines around it."
                    .formatted(
                            name,
                            places.size(),
                            places.stream()
                                    .limit(MOST_PLACES)
                                    .map(place -> String.valueOf(place + 1))
                                    .collect(Collectors.joining(", "))));
        }
        return places.getFirst();
    }

    private List<Integer> places(List<String> before, BiPredicate<String, String> alike) {
        List<Integer> places = new ArrayList<>();
        for (int start = 0; start + before.size() <= lines.size(); start++) {
            int matched = 0;
            while (matched < before.size() && alike.test(lines.get(start + matched), before.get(matched))) {
                matched++;
            }
            if (matched == before.size()) {
                places.add(start);
            }
        }
        return places;
    }
}
