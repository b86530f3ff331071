package dev.nightjar.views;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds places for labels beside their points, away from everything that was drawn before. Greedy and
/// deterministic.
final class LabelPlaces {

    static final double LINE = 15;
    private static final double GAP = 9;
    private static final int STEPS = 5;

    /// A rectangle that is taken.
    record Box(double x, double y, double width, double height) {
        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }

        boolean inside(Box other) {
            return x >= other.x
                    && y >= other.y
                    && x + width <= other.x + other.width
                    && y + height <= other.y + other.height;
        }
    }

    /// Where a label's baseline begins or ends; `end` anchors the text at its right; `away` is not beside its
    /// point, so that a line must lead to it.
    record Place(double x, double y, boolean end, boolean away) {}

    private final Box frame;
    private final List<Box> taken = new ArrayList<>();

    LabelPlaces(Box frame) {
        this.frame = frame;
    }

    void take(Box box) {
        taken.add(box);
    }

    boolean free(Box box) {
        return taken.stream().noneMatch(box::overlaps);
    }

    /// The first free place for a text of `width` at the point, or null if there is none. `down` says on which
    /// side of the curve nothing is ever drawn.
    @Nullable
    Place place(double x, double y, double width, boolean down) {
        for (int step = 0; step < STEPS; step++) {
            double shift = (down ? 1 : -1) * step * LINE;
            for (boolean end : new boolean[] {true, false}) {
                double side = !end && step == 0 ? (down ? LINE : -LINE) : 0;
                double middle = y + shift + side;
                double left = end ? x - GAP - width : x + GAP;
                Box box = new Box(left, middle - LINE / 2, width, LINE - 1);
                if (box.inside(frame) && free(box)) {
                    taken.add(box);
                    return new Place(end ? x - GAP : x + GAP, middle + 4, end, step > 0);
                }
            }
        }
        return null;
    }
}
