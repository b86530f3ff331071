package dev.nightjar.agents.coding;

import dev.nightjar.core.trial.Interruption;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// Starts agents as child processes. The whole tree is ended at the limit and when the agent leaves; without
/// walls around it, an agent sees and reaches all that the person does.
public final class ProcessLauncher implements AgentLauncher {

    private final Interruption interruption;
    private final Function<Launch, List<String>> walls;

    public ProcessLauncher(Interruption interruption) {
        this(interruption, Launch::command);
    }

    /// @param walls the command of a launch with something around it that shows the agent less of the machine
    public ProcessLauncher(Interruption interruption, Function<Launch, List<String>> walls) {
        this.interruption = interruption;
        this.walls = walls;
    }

    @Override
    public Ended run(Launch launch) throws IOException {
        BoundedOutput output = new BoundedOutput();
        try (RunningAgent agent = RunningAgent.start(
                launch,
                walls.apply(launch),
                interruption,
                builder -> builder.redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))))) {
            Thread reader = agent.drain(agent.process().getInputStream(), output::write);
            Ending ending = agent.await(reader);
            int exitCode = agent.process().isAlive() ? -1 : agent.process().exitValue();
            return new Ended(ending, exitCode, output.text(), agent.took());
        }
    }
}
