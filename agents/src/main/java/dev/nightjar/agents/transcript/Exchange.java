package dev.nightjar.agents.transcript;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.core.proposal.Account;
import java.time.Instant;
import java.util.Optional;

/// One line of a transcript: what was asked, and what came of it.
///
/// @param type `exchange` for what the asker got in the end, `retried` for a failure that was followed by another
///     attempt
public record Exchange(Type type, Instant at, String model, Question question, Outcome outcome) {

    public enum Type {
        EXCHANGE,
        RETRIED
    }

    public sealed interface Outcome {

        Optional<Account> account();

        record Answered(Answer answer) implements Outcome {
            @Override
            public Optional<Account> account() {
                return Optional.of(answer.account());
            }
        }

        record Failed(ModelException failure) implements Outcome {
            @Override
            public Optional<Account> account() {
                return failure.account();
            }
        }
    }

    /// Finds an exchange again.
    public record Key(String model, int number, int attempt, String role) {

        static Key of(String model, Question question) {
            return new Key(model, question.number(), question.attempt(), question.role());
        }

        @Override
        public String toString() {
            return "experiment %d, attempt %d, role %s, model %s".formatted(number, attempt, role, model);
        }
    }

    public Key key() {
        return Key.of(model, question);
    }
}
