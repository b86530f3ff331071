package dev.nightjar.agents.transcript;

import static dev.nightjar.agents.model.Scripted.answer;
import static dev.nightjar.agents.model.Scripted.failure;
import static dev.nightjar.agents.model.Scripted.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.model.Schema;
import dev.nightjar.agents.model.Scripted;
import dev.nightjar.agents.money.Spent;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.proposal.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

    private static final Map<String, Object> CONFIGURATION = Map.of("models", Map.of("scripted", Map.of("model", "m")));

    @TempDir
    Path run;

    private Path file;

    @BeforeEach
    void name() {
        file = run.resolve(Transcript.NAME);
    }

    private Transcript open() {
        return Transcript.open(file, CONFIGURATION, () -> Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    private void record(Model model, Question... questions) {
        try (Transcript transcript = open()) {
            Recorded recorded = new Recorded(model, transcript);
            for (Question question : questions) {
                try {
                    recorded.ask(question);
                } catch (ModelException e) {
                    assertThat(e).hasMessageContaining("failed");
                }
            }
        }
    }

    private Replayed replayed() {
        return new Replayed(file, TranscriptReader.read(file), "scripted");
    }

    @Test
    void answersLetterForLetterWhatWasAnswered() {
        Answer odd = new Answer(
                "line\r\n\t\"quoted\" \u0000 \u2028 🐦‍⬛ {\"knob\": 1e-3}",
                new Account("m", 2, 5, 6, 1, 0.25, 1.5),
                true);
        Question asked = new Question(
                3,
                2,
                Question.CRITIC,
                "",
                "What?\n",
                Optional.of(new Schema("s", Map.of("type", "object", "required", List.of("knob")))),
                64);
        record(Scripted.inTurn(odd), asked);

        Replayed replayed = replayed();

        assertThat(replayed.ask(asked)).isEqualTo(odd);
        assertThat(replayed.firstDifference()).isEmpty();
    }

    @Test
    void failsWhereTheModelFailed() {
        ModelException limited = new ModelException(
                Kind.RATE_LIMITED,
                "It failed.\nMaybe later.",
                Optional.of(Duration.ofMillis(1500)),
                Optional.of(Scripted.account(3, 4)));
        record(Scripted.inTurn(limited, answer("ok")), question(1, 1), question(1, 1));

        Replayed replayed = replayed();
        ModelException again = catchThrowableOfType(ModelException.class, () -> replayed.ask(question(1, 1)));

        assertThat(again.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(again).hasMessage("It failed.\nMaybe later.");
        assertThat(again.retryAfter()).hasValue(Duration.ofMillis(1500));
        assertThat(again.account()).hasValue(Scripted.account(3, 4));
        assertThat(replayed.ask(question(1, 1)).text()).isEqualTo("ok");
    }

    @Test
    void aReplayThatAsksForMoreIsTheUsersErrorNotTheModels() {
        record(Scripted.inTurn(answer("ok")), question(1, 1));
        Replayed replayed = replayed();
        replayed.ask(question(1, 1));

        assertThatThrownBy(() -> replayed.ask(question(1, 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("experiment 1, attempt 1, role propose, model scripted")
                .hasMessageContaining("Maybe");
    }

    @Test
    void noticesAQuestionThatIsNotTheOneOfThen() {
        record(Scripted.inTurn(answer("ok")), question(1, 1));
        Replayed replayed = replayed();

        Question other = new Question(1, 1, Question.PROPOSE, "You tune.", "Something else", Optional.empty(), 64);

        assertThat(replayed.ask(other).text()).isEqualTo("ok");
        assertThat(replayed.firstDifference().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void aLineIsOnDiskBeforeTheAnswerIsUsed() throws IOException {
        try (Transcript transcript = open()) {
            Answer answer = new Recorded(Scripted.inTurn(answer("used")), transcript).ask(question(1, 1));

            assertThat(answer.text()).isEqualTo("used");
            assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("used");
        }
    }

    @Test
    void goesOnAfterATornLine() throws IOException {
        record(Scripted.inTurn(answer("one")), question(1, 1));
        byte[] torn = "{\"type\":\"exchange\",\"text\":\"ö".getBytes(StandardCharsets.UTF_8);
        Files.write(file, java.util.Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

        record(Scripted.inTurn(answer("two")), question(2, 1));

        assertThat(TranscriptReader.read(file).exchanges())
                .extracting(exchange -> exchange.question().number())
                .containsExactly(1, 2);
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void countsWhatWasSpentOnceEvenIfItWasRetriedOrKilled() {
        try (Transcript transcript = open()) {
            ModelException costly = failure(Kind.BAD_ANSWER).costing(priced(1));
            transcript.retried("scripted", question(1, 1), costly);
            new Recorded(Scripted.inTurn(new Answer("ok", priced(1).plus(priced(2)), false)), transcript)
                    .ask(question(1, 1));
            transcript.retried("scripted", question(2, 1), failure(Kind.TIMEOUT).costing(priced(4))); // killed here
        }

        try (Transcript again = open()) {
            assertThat(again.before()).isEqualTo(new Spent(3 * 110, 7));
        }
    }

    private static Account priced(double cost) {
        return new Account("m", 1, 100, 10, 0, cost, 1);
    }

    @Test
    void theHeaderSaysWhichModelsThereWere() throws IOException {
        record(Scripted.inTurn(answer("ok")), question(1, 1));

        assertThat(TranscriptReader.read(file).configuration()).isEqualTo(CONFIGURATION);
        assertThat(Files.readAllLines(file).getFirst())
                .startsWith("{\"v\":1,\"type\":\"header\",\"at\":\"2026-03-01T12:00:00.123Z\"");
        assertThat(Files.readAllLines(file).getLast()).contains("\"type\":\"exchange\"", "\"max_tokens\":64");
    }

    @Test
    void saysInWhichLineAFileIsNoTranscript() throws IOException {
        record(Scripted.inTurn(answer("ok")), question(1, 1));
        Files.writeString(file, "{\"no\": \"exchange\"}\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> TranscriptReader.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> TranscriptReader.read(run.resolve("nothing")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be read");
    }
}
