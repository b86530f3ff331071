package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fenced part of an answer, as Markdown has it. A fence with a language inside a fence is part of it, with
/// its end.
///
/// @param language of its first line, in lower case; may be empty
/// @param from     index of its first line, the mark's
/// @param to       index after its last line
/// @param closed   whether its end was there
record Fence(String language, List<String> lines, int from, int to, boolean closed) {

    private static final Pattern MARK = Pattern.compile("\\s*(`{3,}|~{3,})\\s*([^`\\s]*)[^`]*");

    /// Outermost fences, in order.
    static List<Fence> all(List<String> answer) {
        List<Fence> fences = new ArrayList<>();
        int at = 0;
        while (at < answer.size()) {
            Matcher mark = MARK.matcher(answer.get(at));
            if (mark.matches()) {
                Fence fence = read(answer, at, mark.group(1), mark.group(2));
                fences.add(fence);
                at = fence.to;
            } else {
                at++;
            }
        }
        return fences;
    }

    private static Fence read(List<String> answer, int from, String ticks, String language) {
        int depth = 0;
        int at = from + 1;
        for (; at < answer.size(); at++) {
            Matcher mark = MARK.matcher(answer.get(at));
            if (!mark.matches() || mark.group(1).charAt(0) != ticks.charAt(0)) {
                continue;
            }
            if (!mark.group(2).isEmpty()) {
                depth++;
            } else if (depth > 0) {
                depth--;
            } else if (mark.group(1).length() >= ticks.length()) {
                break;
            }
        }
        boolean closed = at < answer.size();
        return new Fence(
                language.toLowerCase(Locale.ROOT),
                List.copyOf(answer.subList(from + 1, at)),
                from,
                closed ? at + 1 : at,
                closed);
    }
}
