package dev.nightjar.cli.engine;

/// What the doctor found about one thing.
///
/// @param fix what to do about it; empty if it is well
public record Finding(State state, String what, String found, String fix) {

    public enum State {
        WELL,
        /// Works, but less well than it could.
        NOTE,
        /// `run` will not work.
        ILL
    }

    static Finding well(String what, String found) {
        return new Finding(State.WELL, what, found, "");
    }

    static Finding note(String what, String found, String fix) {
        return new Finding(State.NOTE, what, found, fix);
    }

    static Finding ill(String what, String found, String fix) {
        return new Finding(State.ILL, what, found, fix);
    }
}
