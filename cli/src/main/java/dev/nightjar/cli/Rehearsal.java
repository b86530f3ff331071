package dev.nightjar.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/// What the launcher runs once after a build to record the ahead-of-time cache (JEP 514): the classes that a start
/// loads. It parses command lines and renders help: no effects.
final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] args) {
        Main.main(new String[] {"--version"});
        perform("--version");
        perform("--help");
        perform("no-such-command");
        for (String command : List.copyOf(Main.commandLine().getSubcommands().keySet())) {
            perform(command, "--help");
            perform(command, "--no-such-option");
        }
    }

    private static void perform(String... line) {
        PrintWriter silence = new PrintWriter(Writer.nullWriter());
        CommandLine commandLine = Main.commandLine(line);
        commandLine.setOut(silence).setErr(silence).execute(line);
    }
}
