package dev.nightjar.judging;

import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.io.IOException;

/// The program does not get a number.
final class RefusalException extends IOException {

    private static final long serialVersionUID = 1;

    private final CrashReason cause;

    RefusalException(CrashReason cause, String reason) {
        super(reason);
        this.cause = cause;
    }

    CrashReason reason() {
        return cause;
    }
}
