package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Walling;
import dev.nightjar.cli.integrity.IntegrityBench;
import dev.nightjar.cli.integrity.IntegrityTable;
import dev.nightjar.views.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the programs and proposals that try to cheat, and honest ones of unusual shape.
@Command(
        name = "integrity",
        mixinStandardHelpOptions = true,
        description = {
            "Attack the engine: every program and proposal below bench/integrity, through its real parts.",
            "Exits with 1 if one gets through, or is stopped by something else than stated."
        })
public final class IntegrityBenchCommand implements Callable<Integer> {

    private static final int GOT_THROUGH = 1;

    @Option(names = "--quick", description = "Only those that \"nightjar check\" runs.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these, by the names of their folders.")
    private List<String> only = List.of();

    @Option(names = "--no-sandbox", description = "Without walls: to see what gets through then.")
    private boolean open;

    @Option(names = "--json", description = "An array with an object for each attack, instead of lines.")
    private boolean json;

    @Option(names = "--markdown", description = "The table of docs/reference/integrity-bench.md, instead of lines.")
    private boolean markdown;

    @Override
    public Integer call() {
        Home home = Home.find();
        Terminal terminal = Terminal.system();
        PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal progress = json || markdown ? new Terminal(silence, Screen.plain(120)) : terminal;
        IntegrityTable table = new IntegrityBench(
                        home,
                        home.cache().resolve("bench").resolve("integrity"),
                        Walling.choose(open, terminal),
                        progress)
                .run(quick, name -> only.isEmpty() || only.contains(name));
        if (json) {
            terminal.line(table.json());
        } else if (markdown) {
            terminal.lines(table.markdown());
            terminal.lines(table.failures());
        } else {
            terminal.line(table.summary());
        }
        return table.passed() ? 0 : GOT_THROUGH;
    }
}
