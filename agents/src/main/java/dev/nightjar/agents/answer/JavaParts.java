package dev.nightjar.agents.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types and methods of a Java program, by what stands before its curly brackets.
final class JavaParts {

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
    private static final Pattern METHOD =
            Pattern.compile("(?<![.\\w])(\\w+)\\s*\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)\\s*(?:throws [\\w.,\\s]+)?$");
    private static final Pattern COMPACT = Pattern.compile("^(?:public |protected |private )?(\\w+)$");
    private static final int LONGEST_HEADER = 400;

    /// @param name empty for a block that is no part
    private record Open(String name, boolean type, int from) {}

    private final String source;
    private final List<Outline.Part> parts = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder header = new StringBuilder();
    private int line;
    private int headerLine = -1;

    private JavaParts(String source) {
        this.source = source;
    }

    static List<Outline.Part> of(String source) {
        JavaParts reader = new JavaParts(source.replace("\r\n", "\n").replace('\r', '\n'));
        reader.read();
        reader.parts.sort((a, b) -> Integer.compare(a.from(), b.from()));
        return reader.parts;
    }

    private void read() {
        int at = 0;
        while (at < source.length()) {
            at = step(at);
        }
        while (!open.isEmpty()) {
            close();
        }
    }

    /// The index of what comes next.
    private int step(int at) {
        char c = source.charAt(at);
        if (source.startsWith("//", at)) {
            return skip(at, source.indexOf('\n', at), 0);
        }
        if (source.startsWith("/*", at)) {
            return skip(at, source.indexOf("*/", at + 2), 2);
        }
        if (source.startsWith("\"\"\"", at)) {
            return skip(at, source.indexOf("\"\"\"", at + 3), 3);
        }
        if (c == '"' || c == '\'') {
            return quoted(at, c);
        }
        switch (c) {
            case '{' -> open();
            case '}' -> {
                close();
                forget();
            }
            case ';' -> forget();
            case '\n' -> {
                line++;
                word(' ');
            }
            default -> word(c);
        }
        return at + 1;
    }

    private int skip(int from, int end, int mark) {
        int to = end < 0 ? source.length() : end + mark;
        line += (int) source.substring(from, to).chars().filter(c -> c == '\n').count();
        return to;
    }

    private int quoted(int from, char quote) {
        word('"');
        for (int at = from + 1; at < source.length() && source.charAt(at) != '\n'; at++) {
            if (source.charAt(at) == '\\') {
                at++;
            } else if (source.charAt(at) == quote) {
                return at + 1;
            }
        }
        return from + 1;
    }

    private void word(char c) {
        boolean blank = Character.isWhitespace(c);
        if (blank && (header.isEmpty() || header.charAt(header.length() - 1) == ' ')) {
            return;
        }
        if (headerLine < 0) {
            headerLine = line;
        }
        if (header.length() < LONGEST_HEADER) {
            header.append(blank ? ' ' : c);
        }
    }

    private void forget() {
        header.setLength(0);
        headerLine = -1;
    }

    private void open() {
        String text = header.toString().strip();
        String outer =
                open.stream().filter(Open::type).findFirst().map(Open::name).orElse("");
        boolean inType = open.isEmpty() || open.peek().type();
        int from = headerLine < 0 ? line : headerLine;
        Matcher type = TYPE.matcher(text);
        Matcher method = METHOD.matcher(text);
        Matcher compact = COMPACT.matcher(text);
        if (type.find()) {
            open.push(new Open(join(outer, type.group(1)), true, from));
        } else if (inType && !text.contains("=") && method.find()) {
            open.push(new Open(join(outer, method.group(1)), false, from));
        } else if (inType && compact.matches() && outer.endsWith(compact.group(1))) {
            open.push(new Open(join(outer, compact.group(1)), false, from));
        } else {
            open.push(new Open("", false, from));
        }
        forget();
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        Open last = open.pop();
        if (!last.name().isEmpty()) {
            parts.add(new Outline.Part(last.name(), last.from(), line + 1));
        }
    }

    /// Of nested types, the outermost goes without saying.
    private static String join(String outer, String name) {
        return outer.isEmpty() ? name : outer.substring(outer.indexOf('.') + 1) + "." + name;
    }
}
