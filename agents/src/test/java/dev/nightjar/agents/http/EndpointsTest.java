package dev.nightjar.agents.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.loopback.LoopbackServer;
import dev.nightjar.agents.loopback.Manner;
import dev.nightjar.agents.loopback.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:%d/v1".formatted(socket.getLocalPort()));
        }
    }

    private static Endpoints among(URI ollama, URI vllm) {
        Map<Provider, URI> local = new LinkedHashMap<>();
        local.put(Provider.OLLAMA, ollama);
        local.put(Provider.VLLM, vllm);
        return new Endpoints(local, Map.of(), LONG);
    }

    @Test
    void choosesTheFirstThatAnswersAndItsFirstModelThatCanChat() throws IOException {
        try (LoopbackServer vllm =
                LoopbackServer.start(List.of("nomic-embed-text", "qwen3:8b", "llama4"), asked -> Reply.text("yes"))) {
            Endpoints.Choice choice = among(nobody(), vllm.url()).choose();

            assertThat(choice.endpoint().orElseThrow().model()).isEqualTo("qwen3:8b");
            assertThat(choice.endpoint().orElseThrow().where()).isEqualTo(Where.HERE);
            assertThat(choice.sentence()).contains("vLLM", "qwen3:8b answered in", "3 models");
            assertThat(vllm.requests().getFirst().maxTokens()).isEqualTo(1);
        }
    }

    @Test
    void saysWhereItLookedWhenNobodyAnswers() throws IOException {
        Endpoints.Choice choice = among(nobody(), nobody()).choose();

        assertThat(choice.endpoint()).isEmpty();
        assertThat(choice.sentence()).contains("built-in optimizer", "Ollama on port", "vLLM on port");
    }

    @Test
    void aServerWithoutAModelIsNotChosenAndSaysSo() throws IOException {
        try (LoopbackServer ollama = LoopbackServer.start(List.of("nomic-embed-text"), asked -> Reply.text("yes"))) {
            Endpoints.Choice choice = among(ollama.url(), nobody()).choose();

            assertThat(choice.endpoint()).isEmpty();
            assertThat(choice.sentence()).contains("Ollama", "has no model that can chat");
            assertThat(ollama.requests()).isEmpty();
        }
    }

    @Test
    void aModelThatThinksFirstHasAnsweredToo() {
        try (LoopbackServer server = LoopbackServer.inTurn(new Reply.Text("", 5, 1, 0, "length"))) {
            Found found = Endpoints.usual(HttpModelTest.ENVIRONMENT, LONG).probe(Manner.OPENAI.endpoint(server.url()));

            assertThat(found.answers()).isTrue();
            assertThat(found.problem()).isEmpty();
        }
    }

    @Test
    void aModelThatIsNotListedIsNamedWithThoseThatAre() {
        try (LoopbackServer server = LoopbackServer.start(List.of("one", "two"), asked -> Reply.text("yes"))) {
            Found found =
                    Endpoints.usual(HttpModelTest.ENVIRONMENT, LONG).probe(Manner.ANTHROPIC.endpoint(server.url()));

            assertThat(found.answers()).isFalse();
            assertThat(found.there()).isTrue();
            assertThat(found.problem().orElseThrow()).contains("has no model (a-model)", "one, two", "Maybe");
        }
    }

    @Test
    void aKeyThatIsWrongOrMissingIsTheProblem() {
        try (LoopbackServer server = LoopbackServer.inTurn(Reply.status(401, "who are you"))) {
            Endpoint endpoint = Manner.OPENAI.endpoint(server.url());

            assertThat(Endpoints.usual(HttpModelTest.ENVIRONMENT, LONG)
                            .probe(endpoint)
                            .problem()
                            .orElseThrow())
                    .contains("401", "$LOOPBACK_KEY");
            assertThat(Endpoints.usual(Map.of(), LONG).probe(endpoint).problem().orElseThrow())
                    .contains("LOOPBACK_KEY");
        }
    }

    @Test
    void loopbackIsHereAndAnythingElseIsElsewhere() {
        assertThat(List.of("http://localhost:1/v1", "http://127.0.0.1:8000/v1", "http://[::1]:8/v1"))
                .allSatisfy(url -> assertThat(Where.of(URI.create(url))).isEqualTo(Where.HERE));
        assertThat(List.of("https://api.openai.com/v1", "http://192.168.1.7:8000/v1"))
                .allSatisfy(url -> assertThat(Where.of(URI.create(url))).isEqualTo(Where.ELSEWHERE));
    }
}
