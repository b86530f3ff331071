package dev.nightjar.agents.transcript;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.core.error.UserError;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Answers from a transcript, letter for letter, and fails where the model failed. Nobody is asked, nothing is spent;
/// the accounts are those of then. An exchange is found by model, experiment, attempt and role; where there are
/// several, they come in the order in which they were.
public final class Replayed implements Model {

    private final Path file;
    private final String name;
    private final Map<Exchange.Key, Deque<Exchange>> left = new HashMap<>();
    private final int size;
    private Optional<Exchange.Key> firstDifference = Optional.empty();

    /// @param file for messages
    /// @param name of the model in the transcript
    public Replayed(Path file, TranscriptReader.Reading reading, String name) {
        this.file = file;
        this.name = name;
        for (Exchange exchange : reading.exchanges()) {
            if (exchange.type() == Exchange.Type.EXCHANGE && exchange.model().equals(name)) {
                left.computeIfAbsent(exchange.key(), _ -> new ArrayDeque<>()).add(exchange);
            }
        }
        this.size = left.values().stream().mapToInt(Deque::size).sum();
    }

    @Override
    public String name() {
        return name;
    }

    /// @throws UserError of kind `USAGE` if the transcript has no such exchange, or none that is left: not a
    /// [ModelException], which a proposer would get over
    @Override
    public synchronized Answer ask(Question question) {
        Exchange.Key key = Exchange.Key.of(name, question);
        Deque<Exchange> exchanges = left.getOrDefault(key, new ArrayDeque<>());
        if (exchanges.isEmpty()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The transcript (%s) holds no exchange for %s that was not replayed before; it has %d of this model."
                            .formatted(file, key, size),
                    firstDifference
                            .map("the runs went apart before: the question of %s differs."::formatted)
                            .orElse("the lab, its menu or the run's seed is not the one that it was recorded with."));
        }
        Exchange exchange = exchanges.removeFirst();
        if (!exchange.question().equals(question)) {
            firstDifference = firstDifference.or(() -> Optional.of(key));
        }
        return switch (exchange.outcome()) {
            case Exchange.Outcome.Answered(Answer answer) -> answer;
            case Exchange.Outcome.Failed(ModelException failure) -> throw failure;
        };
    }

    /// The first exchange whose question was not the one of then, as when a trial measured another number.
    public synchronized Optional<Exchange.Key> firstDifference() {
        return firstDifference;
    }
}
