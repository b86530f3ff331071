package dev.nightjar.corpus.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The corpus cannot be read as it is: the message has the place and the value, and a line that starts with `Maybe`.
public final class CorpusException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param found what is wrong, with its place and value
    /// @param maybe the likely cause or the way out, without the leading `Maybe`
    public CorpusException(String found, String maybe) {
        this(found, maybe, null);
    }

    public CorpusException(String found, String maybe, @Nullable Throwable cause) {
        super(found + "\nMaybe " + maybe, cause);
    }
}
