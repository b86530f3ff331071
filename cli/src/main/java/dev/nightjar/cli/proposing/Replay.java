package dev.nightjar.cli.proposing;

import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.model.Scaffold;
import dev.nightjar.agents.transcript.Replayed;
import dev.nightjar.agents.transcript.TranscriptReader;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.ProposalContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A run's transcript in the place of its models: the same proposers are put together, and hear what was said then.
record Replay(Path file, TranscriptReader.Reading reading) {

    static Replay of(Path file) {
        return new Replay(file, TranscriptReader.read(file));
    }

    /// Who proposed then.
    ///
    /// @throws UserError of kind `USAGE` if the transcript does not say
    Source source() {
        if (reading.configuration().get("proposer") instanceof String text) {
            return Source.parse(text);
        }
        throw new UserError(
                UserError.Kind.USAGE,
                "The transcript (%s) does not say who proposed.".formatted(file),
                "it is not a run's exchanges.jsonl.");
    }

    Voice.Cast cast() {
        Map<String, Voice> voices = new HashMap<>();
        return name -> voices.computeIfAbsent(name, this::voice);
    }

    /// Whether a model was asked there.
    boolean asked(ProposalContext context) {
        return reading.exchanges().stream()
                .anyMatch(exchange -> exchange.question().number() == context.number()
                        && exchange.question().attempt() == context.refusals().size() + 1);
    }

    private Voice voice(String name) {
        Map<?, ?> model = reading.configuration().get("models") instanceof Map<?, ?> models
                        && models.get(name) instanceof Map<?, ?> found
                ? found
                : Map.of();
        return new Voice(
                new Replayed(file, reading, name),
                Scaffold.valueOf(word(model, "scaffold", "small")),
                word(model, "where", "here").equals(Where.ELSEWHERE.name()));
    }

    private static String word(Map<?, ?> model, String key, String usual) {
        return (model.get(key) instanceof String text ? text : usual).toUpperCase(Locale.ROOT);
    }
}
