package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Menu;
import java.util.List;

/// A few knobs at a time, for models that lose themselves in a long menu. Neighbours in a menu belong together,
/// because people write them so.
final class Families {

    private static final int LARGEST = 4;

    private Families() {}

    /// Those whose turn it is at experiment `number`; as many families as the menu needs, of about the same
    /// size.
    static List<Knob> inTurn(Menu menu, int number) {
        int knobs = menu.knobs().size();
        int families = Math.max(1, (knobs + LARGEST - 1) / LARGEST);
        int turn = Math.floorMod(number - 1, families);
        return menu.knobs().subList(turn * knobs / families, (turn + 1) * knobs / families);
    }
}
