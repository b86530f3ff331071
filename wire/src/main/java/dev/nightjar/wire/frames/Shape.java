package dev.nightjar.wire.frames;

/// Checks on the arrays of frames.
final class Shape {

    private Shape() {}

    static void require(String what, int rows, int columns) {
        if (rows <= 0 || columns <= 0) {
            throw new IllegalArgumentException(
                    "The %s of (%d) rows and (%d) columns is empty.%nMaybe no rows were left to ask about."
                            .formatted(what, rows, columns));
        }
    }

    static void require(String what, int length, int rows, int columns) {
        if (length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "The %s have length (%d) instead of %d × %d.%nMaybe a row's last target is missing."
                            .formatted(what, length, rows, columns));
        }
    }

    static void requireFinite(String what, float[] values, int columns) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "The %s (%s) at row %d, column %d is not finite.%nMaybe the model diverged."
                                .formatted(what, values[i], i / columns, i % columns));
            }
        }
    }
}
