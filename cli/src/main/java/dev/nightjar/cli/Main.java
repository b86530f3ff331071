package dev.nightjar.cli;

import dev.nightjar.cli.command.BenchCommand;
import dev.nightjar.cli.command.BestCommand;
import dev.nightjar.cli.command.DoctorCommand;
import dev.nightjar.cli.command.ExportCommand;
import dev.nightjar.cli.command.ImportCommand;
import dev.nightjar.cli.command.InitCommand;
import dev.nightjar.cli.command.LogCommand;
import dev.nightjar.cli.command.PauseCommand;
import dev.nightjar.cli.command.PrepareCommand;
import dev.nightjar.cli.command.ReportCommand;
import dev.nightjar.cli.command.ResumeCommand;
import dev.nightjar.cli.command.RunCommand;
import dev.nightjar.cli.command.StatusCommand;
import dev.nightjar.cli.command.StopCommand;
import dev.nightjar.cli.command.TellCommand;
import dev.nightjar.cli.command.TestCommand;
import dev.nightjar.cli.command.VerifyCommand;
import dev.nightjar.cli.command.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Nightjar's commands. `./nightjar` starts this class after it has built the project.
@Command(
        name = "nightjar",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs machine-learning research while you sleep.",
        footer = {
            "",
            "The launcher adds:",
            "  build [--cuda]  builds again; --cuda also fetches the CUDA libraries",
            "  check           everything that must hold: style, analysis, rules, tests",
            "  format          formats the sources"
        })
public final class Main implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            ResumeCommand.class,
            PauseCommand.class,
            StopCommand.class,
            TellCommand.class,
            InitCommand.class,
            PrepareCommand.class,
            StatusCommand.class,
            LogCommand.class,
            BestCommand.class,
            VerifyCommand.class,
            TestCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DoctorCommand.class,
            BenchCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) { // scripts ask this often; picocli would double the time
            System.out.println(Version.line());
            return;
        }
        int code = commandLine(args).execute(args);
        if (code != 0) { // exit() alone costs 8 ms: it looks for a logger
            System.exit(code);
        }
    }

    /// The command tree for these arguments, fresh at every call: the one command that they name, else all. Reading
    /// the annotations of all takes longer than most commands do.
    static CommandLine commandLine(String... args) {
        CommandLine tree = new CommandLine(new Main());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> args.length > 0 && command.getSimpleName().equalsIgnoreCase(args[0] + "Command"))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(tree::addSubcommand);
        return tree.setExecutionExceptionHandler(new Failures()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
