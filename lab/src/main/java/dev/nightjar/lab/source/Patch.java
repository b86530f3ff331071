package dev.nightjar.lab.source;

import java.util.Map;
import java.util.TreeMap;

/// Replacements of pieces of a text that do not overlap.
final class Patch {

    private record Piece(int end, String text) {}

    private final String source;
    private final TreeMap<Integer, Piece> pieces = new TreeMap<>();

    Patch(String source) {
        this.source = source;
    }

    void replace(int start, int end, String text) {
        pieces.put(start, new Piece(end, text));
    }

    String apply() {
        StringBuilder patched = new StringBuilder(source.length() + 16);
        int done = 0;
        for (Map.Entry<Integer, Piece> piece : pieces.entrySet()) {
            patched.append(source, done, piece.getKey()).append(piece.getValue().text());
            done = piece.getValue().end();
        }
        return patched.append(source, done, source.length()).toString();
    }

    static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "The program has no constant (%s) with a literal value.\nMaybe it is computed, or has another name."
                        .formatted(name));
    }
}
