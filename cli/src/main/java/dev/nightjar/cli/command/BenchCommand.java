package dev.nightjar.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tests of what Nightjar promises.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            IntegrityBenchCommand.class,
            RailsBenchCommand.class,
            DetectionBenchCommand.class,
            SearchBenchCommand.class
        },
        description = "Test what Nightjar promises against programs and proposals that were written to break it.")
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which bench? See \"nightjar bench --help\".");
    }
}
