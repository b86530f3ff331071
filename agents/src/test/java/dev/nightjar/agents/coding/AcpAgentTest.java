package dev.nightjar.agents.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.coding.CommandAgent.Bounds;
import dev.nightjar.agents.coding.CommandAgent.Session;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real child process at the other end of the protocol.
@Timeout(60)
final class AcpAgentTest {

    @TempDir
    private Path folder;

    private final Night night = new Night(Scope.EDIT);
    private final List<Session> sessions = new ArrayList<>();

    private CommandAgent agent(String mode, Duration limit, long output) throws IOException {
        Path script = folder.resolve("acp-agent.py");
        try (InputStream in = AcpAgentTest.class.getResourceAsStream("acp-agent.py")) {
            Files.write(script, Optional.ofNullable(in).orElseThrow().readAllBytes());
        }
        AgentCommand command = AgentCommand.of(
                "acp: python3 " + script + " " + mode, Optional.empty(), OptionalDouble.empty(), Set.of());
        return new CommandAgent(
                command,
                new Bounds(limit, output),
                AgentLauncher.of(command, new Interruption(), AgentLauncher.Launch::command),
                this::export,
                folder.resolve("scratch"),
                System.getenv(),
                sessions::add);
    }

    private CommandAgent agent(String mode) throws IOException {
        return agent(mode, Duration.ofSeconds(50), 1 << 20);
    }

    private void export(String commit, Path into) {
        try {
            Files.writeString(into.resolve("program.txt"), night.source(commit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelException failure(CommandAgent agent) {
        return Optional.ofNullable(catchThrowableOfType(ModelException.class, () -> agent.propose(night.next())))
                .orElseThrow();
    }

    @Test
    void anAgentEditsThroughTheProtocol() throws IOException {
        Suggestion suggestion = agent("protocol").propose(night.next());
        assertThat(suggestion.proposal())
                .isEqualTo(new Proposal.Edit(Night.PROGRAM.replace("CLIP = 1", "CLIP = 2"), "a later clip."));
        assertThat(sessions.getFirst().output()).startsWith("I read: # Task");
        assertThat(suggestion.notes().get("agent")).isEqualTo(Map.of("ending", "exited", "exit_code", 0));
    }

    @Test
    void anAgentEditsTheFileItself() throws IOException {
        Suggestion suggestion = agent("direct").propose(night.next());
        assertThat(((Proposal.Edit) suggestion.proposal()).text()).contains("CLIP = 2");
    }

    @Test
    void nothingOutsideOfTheWorkTreeIsWrittenForIt() throws IOException {
        ModelException failure = failure(agent("outside"));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(sessions.getFirst().output()).isEqualTo("error\nerror\nerror\n");
    }

    @Test
    void itMayEditAndRunsNothing() throws IOException {
        failure(agent("permission"));
        assertThat(sessions.getFirst().output()).isEqualTo("edit: yes\nexecute: no\nfetch: no\n");
    }

    @ParameterizedTest
    @CsvSource({"locked, Authentication required", "refuse, exit code 1", "die, exit code 1"})
    void anAgentThatWantsALoginOrRefusesOrDiesIsAnOutage(String mode, String message) throws IOException {
        assertThat(failure(agent(mode)))
                .hasMessageContaining(message)
                .extracting(ModelException::kind)
                .isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void anAgentThatHangsOrShoutsIsStopped() throws IOException {
        assertThat(failure(agent("hang", Duration.ofSeconds(3), 1 << 20)).kind())
                .isEqualTo(Kind.TIMEOUT);
        assertThat(failure(agent("shout", Duration.ofSeconds(50), 1 << 20))).hasMessageContaining("bytes of output");
    }
}
