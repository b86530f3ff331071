package dev.nightjar.agents.model;

import dev.nightjar.core.proposal.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A model that says what a test wants.
public record Scripted(String name, Function<Question, Answer> says, List<Question> asked) implements Model {

    public Scripted(Function<Question, Answer> says) {
        this("scripted", says, new ArrayList<>());
    }

    /// Fails or answers in turn, the last for all that follow: a [Answer] or a [ModelException] each.
    public static Scripted inTurn(Object... outcomes) {
        int[] at = {0};
        return new Scripted(question -> {
            Object outcome = outcomes[Math.min(at[0]++, outcomes.length - 1)];
            if (outcome instanceof ModelException failure) {
                throw failure;
            }
            return (Answer) outcome;
        });
    }

    @Override
    public Answer ask(Question question) {
        asked.add(question);
        return says.apply(question);
    }

    public static Account account(long in, long out) {
        return new Account("a-model", 1, in, out, 0, 0, 0.25);
    }

    public static Answer answer(String text) {
        return new Answer(text, account(100, 10), false);
    }

    public static ModelException failure(ModelException.Kind kind) {
        return new ModelException(kind, "It failed (%s).\nMaybe it should.".formatted(kind));
    }

    public static Question question(int number, int attempt) {
        return new Question(
                number, attempt, Question.PROPOSE, "You tune.", "What next, " + number + "?", Optional.empty(), 64);
    }
}
