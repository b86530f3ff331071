package dev.nightjar.agents.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.model.Schema;
import dev.nightjar.agents.transcript.Exchange.Outcome;
import dev.nightjar.core.proposal.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Exchanges as JSON lines and back.
final class ExchangeCodec {

    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    record Header(int v, String type, Instant at, Map<String, Object> configuration) {}

    private record Line(
            Exchange.@Nullable Type type,
            @Nullable Instant at,
            int number,
            int attempt,
            @Nullable String role,
            @Nullable String model,
            @Nullable Asked question,
            Optional<Said> answer,
            Optional<Failure> failure,
            Optional<Account> account) {}

    private record Asked(String system, String user, Optional<Schema> schema, int maxTokens) {}

    private record Said(String text, boolean truncated) {}

    private record Failure(ModelException.Kind kind, String message, Optional<Double> retryAfterSeconds) {}

    private ExchangeCodec() {}

    static String encode(Header header) {
        return JSON.writeValueAsString(header);
    }

    /// @throws IllegalArgumentException if it is no header, or of a newer version
    static Header header(String line) {
        Header header = read(line, Header.class);
        if (!"header".equals(header.type())) {
            throw new IllegalArgumentException("the first line is no header");
        }
        if (header.v() > VERSION) {
            throw new IllegalArgumentException(
                    "it has version %d, this Nightjar reads up to %d".formatted(header.v(), VERSION));
        }
        return header;
    }

    static String encode(Exchange exchange) {
        Question asked = exchange.question();
        Outcome outcome = exchange.outcome();
        return JSON.writeValueAsString(new Line(
                exchange.type(),
                exchange.at(),
                asked.number(),
                asked.attempt(),
                asked.role(),
                exchange.model(),
                new Asked(asked.system(), asked.user(), asked.schema(), asked.maxTokens()),
                outcome instanceof Outcome.Answered(Answer answer)
                        ? Optional.of(new Said(answer.text(), answer.truncated()))
                        : Optional.empty(),
                outcome instanceof Outcome.Failed(ModelException failure)
                        ? Optional.of(failure(failure))
                        : Optional.empty(),
                outcome.account()));
    }

    /// @throws IllegalArgumentException if it is no exchange
    static Exchange decode(String text) {
        Line line = read(text, Line.class);
        Asked asked = there(line.question(), "question");
        Question question = new Question(
                line.number(),
                line.attempt(),
                there(line.role(), "role"),
                asked.system(),
                asked.user(),
                asked.schema(),
                asked.maxTokens());
        return new Exchange(
                there(line.type(), "type"),
                there(line.at(), "at"),
                there(line.model(), "model"),
                question,
                outcome(line));
    }

    private static <T> T there(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("it has no %s".formatted(key));
        }
        return value;
    }

    private static Outcome outcome(Line line) {
        if (line.answer().isPresent() && line.account().isPresent()) {
            Said said = line.answer().get();
            return new Outcome.Answered(new Answer(said.text(), line.account().get(), said.truncated()));
        }
        Failure failure = line.failure()
                .orElseThrow(() -> new IllegalArgumentException("it has neither an answer nor a failure"));
        return new Outcome.Failed(new ModelException(
                failure.kind(),
                failure.message(),
                failure.retryAfterSeconds().map(seconds -> Duration.ofMillis(Math.round(1000 * seconds))),
                line.account()));
    }

    private static Failure failure(ModelException failure) {
        return new Failure(
                failure.kind(),
                String.valueOf(failure.getMessage()),
                failure.retryAfter().map(duration -> duration.toMillis() / 1000.0));
    }

    private static <T> T read(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
