package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.run.InboxFiles;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says something to the next proposer of the run, which goes on meanwhile.
@Command(
        name = "tell",
        mixinStandardHelpOptions = true,
        description = "Tell the run something: the next proposal sees it.")
public final class TellCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Parameters(arity = "1..*", paramLabel = "WORDS", description = "For instance: \"try fewer layers\".")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        OpenedRun run = OpenedRun.live(lab.open().path());
        new InboxFiles(run.folder()).leave(String.join(" ", words), Instant.now());
        Terminal.system()
                .line(
                        run.alive()
                                ? "Run %s hears it at its next proposal."
                                        .formatted(run.folder().tag())
                                : "No engine is at work; run %s hears it when it goes on (\"nightjar resume\")."
                                        .formatted(run.folder().tag()));
        return 0;
    }
}
