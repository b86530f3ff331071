package dev.nightjar.agents.coding;

import dev.nightjar.core.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// A coding agent on a command line: how it is started without a person, which variables it needs, and how to
/// read what it prints.
///
/// Placeholders in the command: `{prompt-file}` the file with the task, `{prompt}` the task itself,
/// `{instruction}` one sentence that points to the file, `{file}` the editable file.
///
/// The presets follow the tools' public documentation of autumn 2026; their flags change, and a command line of
/// one's own is always possible.
///
/// @param name as in the ledger
/// @param keys environment variables that it gets beside the usual ones
public record AgentCommand(String name, List<String> command, Set<String> keys, AgentFormat format) {

    private static final String PROMPT_FILE = "{prompt-file}";
    private static final String PROMPT = "{prompt}";
    private static final String INSTRUCTION = "{instruction}";
    private static final String FILE = "{file}";
    private static final String ACP = "acp:";

    /// One argument of a command may be no longer on Linux.
    private static final int LONGEST_ARGUMENT = 100_000;

    private static final Set<String> CLAUDE_KEYS = Set.of(
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_AUTH_TOKEN",
            "ANTHROPIC_BASE_URL",
            "ANTHROPIC_MODEL",
            "CLAUDE_CODE_OAUTH_TOKEN",
            "CLAUDE_CONFIG_DIR");
    private static final Set<String> CODEX_KEYS =
            Set.of("OPENAI_API_KEY", "OPENAI_BASE_URL", "CODEX_API_KEY", "CODEX_HOME");
    private static final Set<String> GEMINI_KEYS = Set.of(
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "GOOGLE_CLOUD_PROJECT",
            "GOOGLE_CLOUD_LOCATION",
            "GOOGLE_GENAI_USE_VERTEXAI",
            "GOOGLE_APPLICATION_CREDENTIALS");
    private static final Set<String> AIDER_KEYS = Set.of(
            "OPENAI_API_KEY",
            "OPENAI_API_BASE",
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "DEEPSEEK_API_KEY",
            "OPENROUTER_API_KEY",
            "OLLAMA_API_BASE",
            "AIDER_MODEL");

    public AgentCommand {
        command = List.copyOf(command);
        keys = Set.copyOf(keys);
        boolean told = command.stream()
                .anyMatch(word -> word.contains(PROMPT_FILE) || word.contains(PROMPT) || word.contains(INSTRUCTION));
        if (command.isEmpty() || !(told || format == AgentFormat.ACP)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The agent's command (%s) does not say where the task goes.".formatted(String.join(" ", command)),
                    "\"command {prompt-file}\" is meant.");
        }
    }

    /// The names that [#preset] knows.
    public static List<String> presets() {
        return List.of("claude", "codex", "gemini", "aider");
    }

    /// @param model what the tool calls it; its own default where empty
    /// @param money for one proposal, for tools that can keep to it
    public static AgentCommand preset(String name, Optional<String> model, OptionalDouble money) {
        return switch (name) {
            case "claude" -> {
                List<String> command = new ArrayList<>(List.of(
                        "claude",
                        "-p",
                        INSTRUCTION,
                        "--output-format",
                        "json",
                        "--permission-mode",
                        "acceptEdits",
                        "--allowedTools",
                        "Read,Edit,Write,Grep,Glob"));
                model.ifPresent(id -> command.addAll(List.of("--model", id)));
                money.ifPresent(
                        most -> command.addAll(List.of("--max-budget-usd", String.format(Locale.ROOT, "%.2f", most))));
                yield new AgentCommand(name, command, CLAUDE_KEYS, AgentFormat.CLAUDE);
            }
            case "codex" -> {
                List<String> command = new ArrayList<>(
                        List.of("codex", "exec", "--sandbox", "workspace-write", "--skip-git-repo-check", "--json"));
                model.ifPresent(id -> command.addAll(List.of("--model", id)));
                command.add(INSTRUCTION);
                yield new AgentCommand(name, command, CODEX_KEYS, AgentFormat.CODEX);
            }
            case "gemini" -> {
                List<String> command = new ArrayList<>(List.of(
                        "gemini",
                        "--approval-mode",
                        "auto_edit",
                        "--skip-trust",
                        "--output-format",
                        "json",
                        "-p",
                        INSTRUCTION));
                model.ifPresent(id -> command.addAll(List.of("--model", id)));
                yield new AgentCommand(name, command, GEMINI_KEYS, AgentFormat.GEMINI);
            }
            case "aider" -> {
                List<String> command = new ArrayList<>(List.of(
                        "aider",
                        "--message-file",
                        PROMPT_FILE,
                        "--yes-always",
                        "--no-auto-commits",
                        "--no-dirty-commits",
                        "--no-stream",
                        "--no-pretty",
                        "--no-check-update",
                        "--no-suggest-shell-commands"));
                model.ifPresent(id -> command.addAll(List.of("--model", id)));
                command.add(FILE);
                yield new AgentCommand(name, command, AIDER_KEYS, AgentFormat.AIDER);
            }
            default ->
                throw new UserError(
                        UserError.Kind.USAGE,
                        "There is no preset for an agent (%s).".formatted(name),
                        "one of %s is meant, or 'command {prompt-file}'.".formatted(presets()));
        };
    }

    /// What a person writes behind `--agent`: a preset's name, or a command line with a placeholder for the
    /// task.
    ///
    /// @param keys environment variables that a command line of one's own gets beside the usual ones
    public static AgentCommand of(String written, Optional<String> model, OptionalDouble money, Set<String> keys) {
        if (presets().contains(written.strip())) {
            return preset(written.strip(), model, money);
        }
        boolean acp = written.strip().startsWith(ACP);
        List<String> words = CommandWords.of(acp ? written.strip().substring(ACP.length()) : written);
        if (words.isEmpty()) {
            throw new UserError(
                    UserError.Kind.USAGE, "The agent's command is empty.", "'command {prompt-file}' is meant.");
        }
        Path program = Path.of(words.getFirst()).getFileName();
        return new AgentCommand(
                program == null ? words.getFirst() : program.toString(),
                words,
                keys,
                acp ? AgentFormat.ACP : AgentFormat.PLAIN);
    }

    /// The command with everything filled in.
    List<String> filled(Path task, String text, String editable) {
        String instruction =
                "Your task is in the file %s in this folder. Read it, do it, and stop.".formatted(task.getFileName());
        String bounded = text.length() <= LONGEST_ARGUMENT ? text : text.substring(0, LONGEST_ARGUMENT);
        Map<String, String> values =
                Map.of(PROMPT_FILE, task.toString(), PROMPT, bounded, INSTRUCTION, instruction, FILE, editable);
        return command.stream().map(word -> filled(word, values)).toList();
    }

    private static String filled(String word, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < word.length()) {
            int here = at;
            Optional<String> found = values.keySet().stream()
                    .filter(name -> word.startsWith(name, here))
                    .findFirst();
            filled.append(found.map(values::get).orElse(word.substring(at, at + 1)));
            at += found.map(String::length).orElse(1);
        }
        return filled.toString();
    }
}
