package dev.nightjar.agents.coding;

import dev.nightjar.agents.answer.Plain;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The lines of an agent's last message that are for the ledger: `Hypothesis: …` and `Lesson: …`.
record AgentRemarks(Optional<String> hypothesis, List<String> lessons) {

    private static final int LONGEST = 400;
    private static final int MOST_LESSONS = 3;
    private static final Pattern HYPOTHESIS = line("hypothesis");
    private static final Pattern LESSON = line("lesson");

    AgentRemarks {
        lessons = List.copyOf(lessons);
    }

    static AgentRemarks in(String message) {
        List<String> hypotheses = all(HYPOTHESIS, message);
        List<String> lessons = all(LESSON, message);
        return new AgentRemarks(
                hypotheses.isEmpty() ? Optional.empty() : Optional.of(hypotheses.getLast()),
                lessons.subList(Math.max(0, lessons.size() - MOST_LESSONS), lessons.size()));
    }

    /// The last line with something on it.
    static String lastLine(String output) {
        return output.lines()
                .map(AgentRemarks::plain)
                .filter(line -> !line.isEmpty())
                .reduce("", (_, line) -> line);
    }

    private static Pattern line(String name) {
        return Pattern.compile("(?im)^[\\s>*_`#-]*" + name + "[*_`]*\\s*:[*_`]*[ \\t]*(\\S.*)$");
    }

    private static List<String> all(Pattern pattern, String message) {
        return pattern.matcher(message)
                .results()
                .map(found -> plain(found.group(1)))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String plain(String line) {
        return Plain.line(line, LONGEST);
    }
}
