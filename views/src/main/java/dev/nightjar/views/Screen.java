package dev.nightjar.views;

/// Where text goes.
///
/// @param width    columns that a line may have
/// @param terminal whether a line can be drawn again in place
/// @param colour   whether colours are shown
public record Screen(int width, boolean terminal, boolean colour) {

    private static final int NARROWEST = 40;

    public Screen {
        width = Math.max(NARROWEST, width);
    }

    /// A terminal of that many columns.
    public static Screen terminal(int width) {
        return new Screen(width, true, true);
    }

    /// A file or a pipe: no colours, nothing drawn twice.
    public static Screen plain(int width) {
        return new Screen(width, false, false);
    }

    Ink ink() {
        return new Ink(colour);
    }
}
