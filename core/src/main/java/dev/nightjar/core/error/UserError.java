package dev.nightjar.core.error;

import org.jspecify.annotations.Nullable;

/// Something a person can mend. The message carries the value that was wrong; `maybe` guesses why.
/// Each kind has an exit code of its own, so that scripts can tell them apart.
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What went wrong, in the order of `docs/reference/exit-codes.md`.
    public enum Kind {
        USAGE(2),
        LAB(3),
        MENU(4),
        DIRTY(5),
        LAB_BUSY(6),
        DEVICE_BUSY(7),
        LEDGER(8),
        CORPUS(9),
        DISK(10),
        BASELINE(11),
        ENVIRONMENT(12),
        NO_RUN(13),
        TAMPERED(14);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public UserError(Kind kind, String message, String maybe) {
        this(kind, message, maybe, null);
    }

    /// `maybe` is a full sentence without the word "Maybe", such as `the unit is missing: "5s".`
    public UserError(Kind kind, String message, String maybe, @Nullable Throwable cause) {
        super(message + "\nMaybe " + maybe, cause);
        this.kind = kind;
    }

    /// For a message that already ends in its own "Maybe" line.
    public UserError(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
