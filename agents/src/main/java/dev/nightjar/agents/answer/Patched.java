package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Puts changes into a file, one after the other. Each must stand at one place: exactly, or else but for blanks
/// at the ends of lines; or, if it is one line, as a piece of one.
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
        if (within(change)) {
            return;
        }
        int place = place(change, name);
        List<String> range = lines.subList(place, place + change.before().size());
        range.clear();
        range.addAll(change.after());
    }

    /// A piece of one line that stands in the file once, between whole words, is as clear as whole lines are.
    /// Returns whether that was it.
    private boolean within(Change change) {
        if (change.before().size() != 1 || change.before().getFirst().isBlank()) {
            return false;
        }
        String piece = change.before().getFirst();
        String text = String.join("\n", lines);
        int at = text.indexOf(piece);
        if (at < 0 || text.indexOf(piece, at + 1) >= 0 || cuts(text, at, at + piece.length())) {
            return false;
        }
        if (lines.contains(piece)) {
            return false; // a whole line goes with its end
        }
        String patched =
                text.substring(0, at) + String.join("\n", change.after()) + text.substring(at + piece.length());
        lines.clear();
        lines.addAll(Lines.of(patched));
        return true;
    }

    /// Whether a word or a number goes on beyond the piece.
    private static boolean cuts(String text, int from, int to) {
        boolean before = from > 0 && word(text.charAt(from)) && goesOn(text.charAt(from - 1));
        boolean after = to < text.length() && word(text.charAt(to - 1)) && goesOn(text.charAt(to));
        return before || after;
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean goesOn(char c) {
        return word(c) || c == '.';
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
