package dev.nightjar.agents.coding;

import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Starts a coding agent and sees to its end. The program implements it with its sandbox where there is one;
/// without, there is [ProcessLauncher].
public interface AgentLauncher {

    /// A command line agent at work.
    ///
    /// @param command     the program and its arguments; a program without a slash is looked up in the `PATH`
    ///     of `environment`
    /// @param environment all of it; nothing is inherited
    /// @param folder      the work tree: working directory, writable
    /// @param task        the file in it that says what to do
    /// @param temporary   an empty folder for temporary files, writable; also in `environment`
    /// @param limit       then it is ended, with all its children
    /// @param outputBytes what it may print before it is ended
    record Launch(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path task,
            Path temporary,
            Duration limit,
            long outputBytes) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            if (command.isEmpty() || !limit.isPositive() || outputBytes < 1) {
                throw new IllegalArgumentException(
                        "An agent needs a command %s, a time (%s) and room to print (%d bytes).\nMaybe \"10m\" is meant."
                                .formatted(command, limit, outputBytes));
            }
        }
    }

    /// Why it is over.
    enum Ending {
        EXITED,
        TIME_LIMIT,
        OUTPUT_LIMIT
    }

    /// How it went. Nothing of it runs any more.
    ///
    /// @param exitCode of the agent itself; of no meaning where it did not exit
    /// @param output   what it printed to either stream: the beginning and the end
    record Ended(Ending ending, int exitCode, String output, Duration took) {}

    /// @throws IOException if it cannot be started
    /// @throws Interruption.Interrupted if a person asked to stop; the agent is gone
    ///     then
    Ended run(Launch launch) throws IOException;

    /// The one for an agent's protocol.
    ///
    /// @param walls as [AgentWalls#hiding]
    static AgentLauncher of(AgentCommand command, Interruption interruption, Function<Launch, List<String>> walls) {
        return switch (command.format()) {
            case ACP -> new AcpAgent(interruption, walls);
            case PLAIN, CLAUDE, CODEX, GEMINI, AIDER -> new ProcessLauncher(interruption, walls);
        };
    }
}
