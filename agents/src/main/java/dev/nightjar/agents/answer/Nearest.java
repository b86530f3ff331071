package dev.nightjar.agents.answer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The lines of a file that lines which are not in it most resemble.
final class Nearest {

    private static final int MOST_LINES = 40;
    private static final int LONGEST_LINE = 200;
    private static final int AROUND = 2;

    private Nearest() {}

    /// What to say of lines that do not stand in `file`.
    static String message(String name, List<String> sought, List<String> file) {
        List<String> wanted = sought.subList(0, Math.min(sought.size(), MOST_LINES));
        int start = start(wanted, file);
        int end = Math.min(file.size(), start + wanted.size());
        int from = Math.max(0, start - AROUND);
        int to = Math.min(file.size(), end + AROUND);
        StringBuilder text = new StringBuilder(
                "%s does not stand in the file as it is quoted. The nearest lines of the file are %d to %d:\n"
                        .formatted(name, from + 1, to));
        file.subList(from, to)
                .forEach(line -> text.append(Plain.bounded(line, LONGEST_LINE)).append('\n'));
        for (int i = 0; i < wanted.size(); i++) {
            String theirs = start + i < file.size() ? file.get(start + i) : "";
            if (!wanted.get(i).stripTrailing().equals(theirs.stripTrailing())) {
                text.append("The first that differs is quoted as (%s), and in the file it is (%s)."
                        .formatted(Plain.line(wanted.get(i), LONGEST_LINE), Plain.line(theirs, LONGEST_LINE)));
                break;
            }
        }
        return text.toString();
    }

    /// Where the most alike run of lines begins.
    static int start(List<String> wanted, List<String> file) {
        Map<String, Set<Integer>> known = new HashMap<>();
        int best = 0;
        double most = -1;
        for (int start = 0; start < Math.max(1, file.size() - wanted.size() + 1); start++) {
            double sum = 0;
            for (int i = 0; i < wanted.size() && start + i < file.size(); i++) {
                sum += alike(wanted.get(i), file.get(start + i), known);
            }
            if (sum > most) {
                most = sum;
                best = start;
            }
        }
        return best;
    }

    /// Dice's coefficient of the pairs of neighbouring characters (Dice 1945), from 0 to 1.
    private static double alike(String a, String b, Map<String, Set<Integer>> known) {
        String one = a.strip();
        String other = b.strip();
        if (one.equals(other)) {
            return one.isEmpty() ? 0.2 : 1;
        }
        Set<Integer> pairs = known.computeIfAbsent(one, Nearest::pairs);
        Set<Integer> others = known.computeIfAbsent(other, Nearest::pairs);
        if (pairs.isEmpty() || others.isEmpty()) {
            return 0;
        }
        long shared = pairs.stream().filter(others::contains).count();
        return 2.0 * shared / (pairs.size() + others.size());
    }

    private static Set<Integer> pairs(String line) {
        Set<Integer> pairs = new HashSet<>();
        for (int i = 0; i + 1 < Math.min(line.length(), LONGEST_LINE); i++) {
            pairs.add(line.charAt(i) << 16 | line.charAt(i + 1));
        }
        return pairs;
    }
}
