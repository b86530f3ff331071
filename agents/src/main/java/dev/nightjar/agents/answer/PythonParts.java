package dev.nightjar.agents.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Classes and functions of a Python program, by indentation.
final class PythonParts {

    private static final Pattern HEADER = Pattern.compile("(\\s*)(?:async\\s+def|def|class)\\s+(\\w+).*");

    private record Open(String name, int indent, int from) {}

    private PythonParts() {}

    static List<Outline.Part> of(String source) {
        List<String> lines = Lines.of(source);
        List<Outline.Part> parts = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith(")")) {
                continue;
            }
            int indent = line.length() - line.stripLeading().length();
            while (!open.isEmpty() && indent <= open.peek().indent()) {
                close(open, at, parts);
            }
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                String outer = open.isEmpty() ? "" : open.peek().name() + ".";
                open.push(new Open(outer + header.group(2), indent, at));
            }
        }
        while (!open.isEmpty()) {
            close(open, lines.size(), parts);
        }
        parts.sort((a, b) -> Integer.compare(a.from(), b.from()));
        return parts;
    }

    private static void close(Deque<Open> open, int end, List<Outline.Part> parts) {
        Open last = open.pop();
        parts.add(new Outline.Part(last.name(), last.from(), end));
    }
}
