package dev.nightjar.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Fewer of many.
final class Spread {

    private Spread() {}

    /// At most `size`: the first half of them from the front, the others evenly from the rest.
    static <T> List<T> of(List<T> all, int size) {
        if (all.size() <= size) {
            return all;
        }
        List<T> some = new ArrayList<>(all.subList(0, size / 2));
        some.addAll(evenly(all.subList(size / 2, all.size()), size - size / 2));
        return some;
    }

    /// At most `size`, at even distances.
    static <T> List<T> evenly(List<T> all, int size) {
        return all.size() <= size
                ? all
                : IntStream.range(0, size)
                        .mapToObj(i -> all.get((int) ((long) i * all.size() / size)))
                        .toList();
    }
}
