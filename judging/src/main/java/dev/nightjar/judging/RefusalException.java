package dev.nightjar.judging;

import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.io.IOException;

/// The program does not get a number.
final class RefusalException extends IOException {

    private static final long serialVersionUID = 1;

    private final CrashReason cause;
    private final String lastWords;

    RefusalException(CrashReason cause, String reason) {
        this(cause, reason, "");
    }

    /// @param lastWords of a server that has seen text of the judge's: for a person, and for nobody who writes
    /// programs
    RefusalException(CrashReason cause, String reason, String lastWords) {
        super(reason);
        this.cause = cause;
        this.lastWords = lastWords;
    }

    CrashReason reason() {
        return cause;
    }

    String lastWords() {
        return lastWords;
    }
}
