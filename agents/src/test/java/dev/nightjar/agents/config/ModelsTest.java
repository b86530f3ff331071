package dev.nightjar.agents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.loopback.LoopbackServer;
import dev.nightjar.agents.loopback.Manner;
import dev.nightjar.agents.loopback.Reply;
import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.transcript.Replayed;
import dev.nightjar.agents.transcript.Transcript;
import dev.nightjar.agents.transcript.TranscriptReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A model as a run has it, over real HTTP: patience, purse and record around it.
class ModelsTest {

    private static final String SECRET = "sk-never-to-be-seen-0123456789";

    @TempDir
    Path folder;

    private Path run;
    private Path cache;

    private Settings settings(String more) throws IOException {
        run = Files.createDirectories(folder.resolve("run"));
        cache = folder.resolve("cache");
        Path lab = Files.createDirectories(folder.resolve("lab"));
        Files.writeString(lab.resolve(NightjarToml.NAME), more);
        return NightjarToml.read(lab, folder.resolve("nobody.toml"));
    }

    private Models models(Settings settings, ModelSettings model) {
        return Models.open(settings, List.of(model), "llm small, else auto", run, cache, Map.of(Manner.KEY, SECRET));
    }

    private static Question question(int number) {
        return new Question(number, 1, Question.PROPOSE, "You tune.", "Next?", Optional.empty(), 100);
    }

    /// Every answer or failure, as text.
    private static List<String> ask(Model model, int questions) {
        List<String> outcomes = new ArrayList<>();
        for (int number = 1; number <= questions; number++) {
            try {
                Answer answer = model.ask(question(number));
                outcomes.add(answer.text() + answer.account());
            } catch (ModelException e) {
                outcomes.add(e.kind() + ": " + e.getMessage() + e.account());
            }
        }
        return outcomes;
    }

    @ParameterizedTest
    @EnumSource
    void theKeyIsInNoFileAndNoTextWhateverTheServerDoes(Manner manner) throws IOException {
        try (LoopbackServer server = LoopbackServer.inTurn(
                Reply.status(401, "wrong key " + SECRET),
                Reply.text("I was told " + SECRET),
                Reply.toolCall("say", "{\"key\":\"" + SECRET + "\"}"),
                Reply.status(400, SECRET + " may not do this"))) {
            ModelSettings model = ModelSettings.usual(manner.endpoint(server.url()));
            List<String> outcomes;
            try (Models models = models(settings(""), model)) {
                outcomes = ask(models.model(model), 4);
            }

            assertThat(server.requests())
                    .hasSize(4)
                    .allSatisfy(asked -> assertThat(asked.key()).hasValue(SECRET));
            assertThat(outcomes)
                    .hasSize(4)
                    .allSatisfy(
                            text -> assertThat(text).contains("$LOOPBACK_KEY").doesNotContain("never-to-be-seen"));
            assertThat(files())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(read(file)).doesNotContain("never-to-be-seen"));
            assertThat(read(run.resolve(Transcript.NAME))).contains("\"key_env\":\"LOOPBACK_KEY\"");
        }
    }

    @Test
    void aRunIsReplayedWithoutTheServer() throws IOException {
        List<String> outcomes;
        try (LoopbackServer server = LoopbackServer.inTurn(
                Reply.knob("lr", 0.1), Reply.status(404, "gone"), Reply.rateLimited("0"), Reply.text("später"))) {
            ModelSettings model = ModelSettings.usual(Manner.OPENAI.endpoint(server.url()));
            try (Models models = models(settings(""), model)) {
                outcomes = ask(models.model(model), 3);
            }
        }

        Path file = run.resolve(Transcript.NAME);
        assertThat(ask(new Replayed(file, TranscriptReader.read(file), "small"), 3))
                .isEqualTo(outcomes);
        assertThat(outcomes.getLast()).startsWith("später");
        assertThat(read(file).lines().filter(line -> line.startsWith("{\"type\":\"retried\"")))
                .hasSize(1);
    }

    @Test
    void stopsAskingAtTheLimitAndGoesOnCountingInTheNextSession() throws IOException {
        String limits = """
                [prices.a-model]
                in = 1000
                out = 1000
                [limits]
                money_per_run = 0.25
                """;
        try (LoopbackServer server = LoopbackServer.inTurn(Reply.text("ok"))) { // 150 tokens: 0.15
            ModelSettings model = ModelSettings.usual(Manner.OPENAI.endpoint(server.url()));
            try (Models first = models(settings(limits), model)) {
                assertThat(first.model(model).ask(question(1)).account().cost()).isEqualTo(0.15);
            }
            try (Models second = models(settings(limits), model)) {
                Model asked = second.model(model);
                assertThat(asked.ask(question(2)).text()).isEqualTo("ok");
                assertThat(catchThrowableOfType(ModelException.class, () -> asked.ask(question(3)))
                                .kind())
                        .isEqualTo(Kind.OVER_BUDGET);
                assertThat(second.spending().run().money()).isEqualTo(0.30);
            }

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void anInterruptHurtsNeitherTheTranscriptNorTheDaysSum() throws Exception {
        try (LoopbackServer server = LoopbackServer.inTurn(new Reply.Silence(), Reply.text("ok"))) {
            ModelSettings model = ModelSettings.usual(Manner.OPENAI.endpoint(server.url()));
            try (Models models = models(settings(""), model)) {
                Model asked = models.model(model);
                Thread asking = Thread.ofPlatform().start(() -> ask(asked, 1));
                while (server.requests().isEmpty() && asking.isAlive()) {
                    Thread.onSpinWait();
                }
                asking.interrupt();
                asking.join();

                assertThat(ask(asked, 1)).singleElement().asString().startsWith("ok");
            }
            assertThat(TranscriptReader.read(run.resolve(Transcript.NAME)).exchanges())
                    .hasSize(2);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
