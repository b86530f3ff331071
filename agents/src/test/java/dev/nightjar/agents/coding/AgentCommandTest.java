package dev.nightjar.agents.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentCommandTest {

    private static AgentCommand written(String text) {
        return AgentCommand.of(text, Optional.empty(), OptionalDouble.empty(), Set.of());
    }

    private static List<String> filled(AgentCommand command) {
        return command.filled(Path.of("/lab/task.md"), "Do it.", "Train.java");
    }

    @Test
    void aCommandLineOfOnesOwnIsSplitLikeInAShellAndFilledIn() {
        AgentCommand command =
                written("/opt/agent run --task={prompt-file} -m 'two words' \"{prompt}\" a\\ b '' {file}");
        assertThat(command.name()).isEqualTo("agent");
        assertThat(filled(command))
                .containsExactly(
                        "/opt/agent",
                        "run",
                        "--task=/lab/task.md",
                        "-m",
                        "two words",
                        "Do it.",
                        "a b",
                        "",
                        "Train.java");
    }

    @Test
    void whatIsFilledInIsNotReadAgain() {
        AgentCommand command = written("agent {prompt}");
        assertThat(command.filled(Path.of("task.md"), "Write {file} and {prompt}.", "Train.java"))
                .containsExactly("agent", "Write {file} and {prompt}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "agent", "agent 'task {prompt}", "{file}"})
    void aCommandThatCannotWorkIsRefusedAtOnce(String text) {
        assertThatThrownBy(() -> written(text)).isInstanceOf(UserError.class).hasMessageContaining("Maybe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "codex", "gemini", "aider"})
    void presetsSayWhereTheTaskIsAndTakeAModel(String name) {
        AgentCommand command = AgentCommand.of(name, Optional.of("big"), OptionalDouble.of(1.5), Set.of());
        List<String> words = filled(command);
        assertThat(words).startsWith(name).containsSubsequence("--model", "big");
        assertThat(words).anyMatch(word -> word.contains("task.md"));
        assertThat(command.keys()).isNotEmpty();
    }

    @Test
    void theMoneyLimitGoesToWhoCanKeepToIt() {
        assertThat(filled(AgentCommand.preset("claude", Optional.empty(), OptionalDouble.of(1.5))))
                .containsSubsequence("--max-budget-usd", "1.50");
        assertThat(filled(AgentCommand.preset("claude", Optional.empty(), OptionalDouble.empty())))
                .doesNotContain("--max-budget-usd", "--model");
    }

    @Test
    void anUnknownPresetIsNamed() {
        assertThatThrownBy(() -> AgentCommand.preset("clippy", Optional.empty(), OptionalDouble.empty()))
                .hasMessageContaining("clippy")
                .hasMessageContaining("claude, codex, gemini, aider");
    }
}
