package dev.nightjar.lab.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Remembers what was made of the last few texts: the rails ask several questions about the same two.
final class Memo<T> {

    private static final int KEPT = 8;

    private final Function<String, T> make;
    private final Map<String, T> made = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    };

    Memo(Function<String, T> make) {
        this.make = make;
    }

    synchronized T of(String text) {
        T known = made.get(text);
        if (known == null) {
            known = make.apply(text);
            made.put(text, known);
        }
        return known;
    }
}
