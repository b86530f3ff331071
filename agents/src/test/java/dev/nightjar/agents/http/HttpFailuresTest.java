package dev.nightjar.agents.http;

import static dev.nightjar.agents.http.HttpModelTest.ENVIRONMENT;
import static dev.nightjar.agents.http.HttpModelTest.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.loopback.LoopbackServer;
import dev.nightjar.agents.loopback.Manner;
import dev.nightjar.agents.loopback.Reply;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that a server does instead of answering, through real sockets.
class HttpFailuresTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private static ModelException failure(Endpoint endpoint) {
        HttpModel model = HttpModel.of(endpoint, ENVIRONMENT);
        ModelException failure =
                catchThrowableOfType(ModelException.class, () -> model.ask(question(Optional.empty())));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getMessage()).contains("small", "\nMaybe ").doesNotContain("sk-never");
        return failure;
    }

    private static ModelException failure(Manner manner, Reply reply) {
        try (LoopbackServer server = LoopbackServer.inTurn(reply)) {
            return failure(manner.endpoint(server.url()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, OVERLOADED",
        "502, OVERLOADED",
        "503, OVERLOADED",
        "529, OVERLOADED",
        "429, RATE_LIMITED",
        "400, REFUSED",
        "401, REFUSED",
        "402, REFUSED",
        "403, REFUSED",
        "404, REFUSED",
        "413, REFUSED",
        "302, REFUSED"
    })
    void aStatusSaysWhatCanBeDone(int status, Kind kind) {
        for (Manner manner : Manner.values()) {
            ModelException failure = failure(manner, Reply.status(status, "because"));

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getMessage()).contains(String.valueOf(status), "because");
            assertThat(failure.account()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void listensToRetryAfterInSecondsAndAsADate(Manner manner) {
        assertThat(failure(manner, Reply.rateLimited("7")).retryAfter()).hasValue(Duration.ofSeconds(7));

        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
        assertThat(failure(manner, Reply.rateLimited(date)).retryAfter().orElseThrow())
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));

        assertThat(failure(manner, Reply.rateLimited("soon")).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatSaysNothingRunsOutOfTime(Manner manner) {
        try (LoopbackServer server = LoopbackServer.inTurn(new Reply.Silence())) {
            ModelException failure = failure(manner.endpoint(server.url()).withTimeout(SHORT));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.getMessage()).contains("did not begin an answer within 0.4 s");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatStallsAfterItsHeadRunsOutOfTimeToo(Manner manner) {
        try (LoopbackServer server = LoopbackServer.inTurn(new Reply.Stall("a word and another"))) {
            ModelException failure = failure(manner.endpoint(server.url()).withTimeout(Duration.ofMillis(900)));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.getMessage()).contains("within 0.9 s");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayHaveBeenPaidForIsCountedAtItsMost(Manner manner) {
        ModelException failure = failure(manner, new Reply.HangUp("a word and another"));

        assertThat(failure.account().orElseThrow().tokensOut()).isEqualTo(256);
        assertThat(failure.account().orElseThrow().tokensIn()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksInTheMiddleIsNoAnswer(Manner manner) {
        ModelException failure = failure(manner, new Reply.HangUp("a word and another"));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure.getMessage()).contains("broke off in the middle");
    }

    @ParameterizedTest
    @EnumSource
    void brokenJsonIsNoAnswer(Manner manner) {
        assertThat(failure(manner, Reply.brokenJson()).kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure(manner, Reply.raw("<html>It works!</html>")).kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure(manner, Reply.raw("{}")).kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void halfALetterIsNoAnswer(Manner manner) {
        ModelException failure = failure(manner, Reply.halfLetter());

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure.getMessage()).contains("not UTF-8");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void halfAnEscapedLetterIsNoAnswerEither(Manner manner) {
        String half = "so \\ud83d";
        ModelException failure = failure(manner, Reply.raw("""
                {"choices": [{"message": {"content": "%s"}}], "content": [{"type": "text", "text": "%s"}]}
                """.formatted(half, half)));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutAnEndIsNotReadToItsEnd(Manner manner) {
        ModelException failure = failure(manner, new Reply.TooMuch(40 << 20));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure.getMessage()).contains("more than an answer can hold");
    }

    @ParameterizedTest
    @EnumSource
    void aTextOfFiveMegabytesIsNoProposal(Manner manner) {
        ModelException failure = failure(manner, Reply.text("five ".repeat(1 << 20)));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfThoughtsOnlyNamesTheLimit(Manner manner) {
        ModelException failure = failure(manner, new Reply.Text("", 10, 256, 0, "length"));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure.getMessage()).contains("256 tokens", "max_tokens");
        assertThat(failure.account().orElseThrow().tokensOut()).isEqualTo(256);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_STREAMED", "ANTHROPIC_STREAMED"})
    void aStreamThatEndsEarlyOrWithAnErrorIsNoAnswer(Manner manner) {
        String begun = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n";
        ModelException early = failure(manner, Reply.raw(begun));
        ModelException error =
                failure(manner, Reply.raw(begun + "event: error\ndata: {\"error\":{\"message\":\"overloaded\"}}\n\n"));

        assertThat(early.getMessage()).contains("ended its stream before its answer");
        assertThat(error.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(error.getMessage()).contains("overloaded");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatAServerEchoesIsBlackedOut(Manner manner) {
        String key = ENVIRONMENT.get(Manner.KEY);
        ModelException failure = failure(manner, Reply.status(401, "Incorrect API key provided: " + key));
        assertThat(failure.getMessage()).contains("$LOOPBACK_KEY");

        try (LoopbackServer server = LoopbackServer.inTurn(Reply.text("Your key is " + key))) {
            HttpModel model = HttpModel.of(manner.endpoint(server.url()), ENVIRONMENT);
            assertThat(model.ask(question(Optional.empty())).text()).isEqualTo("Your key is $LOOPBACK_KEY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyThereIsUnreachable(Manner manner) throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:%d/v1".formatted(socket.getLocalPort()));
        }

        assertThat(failure(manner.endpoint(nobody)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource
    void aPromptThatIsTooLongIsNotAskedAgainWithLess(Manner manner) {
        try (LoopbackServer server =
                LoopbackServer.inTurn(Reply.status(400, "maximum context length is 4096 tokens"))) {
            ModelException failure = failure(manner.endpoint(server.url()));

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.getMessage()).contains("longer than the model's context");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anEmptyAccountIsNotARateLimit() {
        Reply quota = new Reply.Status(
                429, "{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}", Map.of());

        assertThat(failure(Manner.OPENAI, quota).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aRedirectionDoesNotTakeTheKeyElsewhere() {
        try (LoopbackServer elsewhere = LoopbackServer.inTurn(Reply.text("thanks for the key"));
                LoopbackServer server = LoopbackServer.inTurn(
                        new Reply.Status(307, "{}", Map.of("Location", elsewhere.url() + "/chat/completions")))) {
            assertThat(failure(Manner.OPENAI.endpoint(server.url())).kind()).isEqualTo(Kind.REFUSED);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        try (LoopbackServer server = LoopbackServer.inTurn(new Reply.Silence())) {
            HttpModel model = HttpModel.of(Manner.OPENAI.endpoint(server.url()), ENVIRONMENT);
            java.util.concurrent.atomic.AtomicReference<Throwable> thrown =
                    new java.util.concurrent.atomic.AtomicReference<>();
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    model.ask(question(Optional.empty()));
                } catch (ModelException e) {
                    thrown.set(e);
                }
            });
            asking.interrupt();
            asking.join(Duration.ofSeconds(20));

            assertThat(thrown.get()).isInstanceOf(ModelException.class).hasMessageContaining("asked to stop");
        }
    }

    @Test
    void aKeyThatIsNotThereOrNoKeyIsTheUsersToMend() {
        Endpoint endpoint = Manner.OPENAI.endpoint(URI.create("http://127.0.0.1:1/v1"));

        assertThatThrownBy(() -> HttpModel.of(endpoint, Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("LOOPBACK_KEY")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> HttpModel.of(endpoint, Map.of(Manner.KEY, "two words")))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining("two words");
    }
}
