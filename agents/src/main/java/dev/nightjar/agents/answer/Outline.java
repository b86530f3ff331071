package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The parts of a program by name: its classes, methods and functions. Read from brackets and indentation
/// alone, so it also says something about a program that does not compile.
public final class Outline {

    /// Lines `[from, to)`, counted from 0.
    public record Part(String name, int from, int to) {}

    private static final String OUTSIDE = "top level";
    private static final int MOST_CHANGED = 8;

    private final List<Part> parts;

    private Outline(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @param file its name; the ending says the language
    public static Outline of(String source, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".java")) {
            return new Outline(JavaParts.of(source));
        }
        return new Outline(name.endsWith(".py") ? PythonParts.of(source) : List.of());
    }

    /// In order of their beginnings; a class comes before what is in it.
    public List<Part> parts() {
        return parts;
    }

    /// The innermost part that has the line.
    public String at(int line) {
        String name = OUTSIDE;
        int size = Integer.MAX_VALUE;
        for (Part part : parts) {
            if (part.from() <= line && line < part.to() && part.to() - part.from() <= size) {
                name = part.name();
                size = part.to() - part.from();
            }
        }
        return name;
    }

    /// The parts that an edit touches, in the order of the file.
    public static List<String> changed(String before, String after, String file) {
        Outline old = of(before, file);
        Outline now = of(after, file);
        Set<String> names = new LinkedHashSet<>();
        for (LineDiff.Hunk hunk : LineDiff.of(before, after).hunks()) {
            for (int line = hunk.newFrom(); line < hunk.newTo(); line++) {
                names.add(now.at(line));
            }
            for (int line = hunk.from(); line < hunk.to(); line++) {
                names.add(old.at(line));
            }
        }
        return new ArrayList<>(names).subList(0, Math.min(MOST_CHANGED, names.size()));
    }
}
