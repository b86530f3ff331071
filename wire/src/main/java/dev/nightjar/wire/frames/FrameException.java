package dev.nightjar.wire.frames;

import java.io.IOException;

/// The other side sent something else than was agreed, or stopped in the middle. The stream is of no use afterwards.
public final class FrameException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param found what came, with its value
    /// @param maybe the likely cause, without the leading `Maybe`
    public FrameException(String found, String maybe) {
        super(found + "\nMaybe " + maybe);
    }
}
