package dev.nightjar.agents.model;

import dev.nightjar.core.proposal.Account;
import java.time.Duration;
import java.util.Optional;

/// A question that has no answer. The message is for people, and for the next prompt: it never holds a key.
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What happened, by what can be done about it.
    public enum Kind {
        /// No connection, or it broke before an answer began.
        UNREACHABLE,
        /// No complete answer within the model's time.
        TIMEOUT,
        /// 429: later, see [#retryAfter].
        RATE_LIMITED,
        /// 5xx: the server is there and cannot.
        OVERLOADED,
        /// 4xx: the key, the model's name, a prompt that is too long. Asking again is of no use.
        REFUSED,
        /// Something came back that is no answer: broken JSON or UTF-8, too long, cut off, empty.
        BAD_ANSWER,
        /// Not asked: what was spent has reached a limit.
        OVER_BUDGET;

        /// Whether the same question may be answered a little later.
        public boolean passes() {
            return switch (this) {
                case UNREACHABLE, TIMEOUT, RATE_LIMITED, OVERLOADED, BAD_ANSWER -> true;
                case REFUSED, OVER_BUDGET -> false;
            };
        }
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Account> account;

    public ModelException(Kind kind, String message) {
        this(kind, message, Optional.empty(), Optional.empty());
    }

    /// @param retryAfter what the server asked to wait
    /// @param account    what the failure cost, where it cost anything
    public ModelException(Kind kind, String message, Optional<Duration> retryAfter, Optional<Account> account) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.account = account;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Optional<Account> account() {
        return account;
    }

    /// The same with what it cost.
    public ModelException costing(Account more) {
        ModelException costing = new ModelException(kind, String.valueOf(getMessage()), retryAfter, Optional.of(more));
        costing.setStackTrace(getStackTrace());
        return costing;
    }
}
