package dev.nightjar.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// Packs items of known length into rows of one capacity, each item into the fullest row that still has room for it
/// (best-fit bin packing, online). The outcome depends on nothing but the order of the items.
public final class BestFit {

    private final int capacity;
    private final List<Integer> room = new ArrayList<>();
    /// For each amount of room, the rows that have it; `open` has a bit for each amount that some row has.
    private final List<Deque<Integer>> byRoom = new ArrayList<>();
    private final BitSet open = new BitSet();

    /// @param capacity of a row, in the unit of the items' lengths
    public BestFit(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException(
                    "The capacity (%d) of a row must be positive.%nMaybe the context is not set.".formatted(capacity));
        }
        this.capacity = capacity;
        for (int amount = 0; amount <= capacity; amount++) {
            byRoom.add(new ArrayDeque<>(0));
        }
    }

    /// Whether an item of `length` fits a row that is already open.
    public boolean fits(int length) {
        return open.nextSetBit(length) >= 0;
    }

    /// Places an item of `length` and returns its row; a new row opens if no open one has room.
    ///
    /// @throws IllegalArgumentException if the item is longer than a row
    public int place(int length) {
        if (length <= 0 || length > capacity) {
            throw new IllegalArgumentException(
                    "An item of (%d) does not fit a row of %d.%nMaybe the document was not cut into pieces."
                            .formatted(length, capacity));
        }
        int tightest = open.nextSetBit(length);
        int row = tightest < 0 ? openRow() : takeRow(tightest);
        int left = room.get(row) - length;
        room.set(row, left);
        if (left > 0) {
            byRoom.get(left).addLast(row);
            open.set(left);
        }
        return row;
    }

    private int openRow() {
        room.add(capacity);
        return room.size() - 1;
    }

    private int takeRow(int amount) {
        Deque<Integer> rows = byRoom.get(amount);
        int row = rows.removeFirst();
        if (rows.isEmpty()) {
            open.clear(amount);
        }
        return row;
    }

    /// Rows opened so far.
    public int rows() {
        return room.size();
    }

    /// What is left in `row`.
    public int room(int row) {
        return room.get(row);
    }
}
