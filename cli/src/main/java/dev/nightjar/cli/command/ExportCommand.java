package dev.nightjar.cli.command;

import dev.nightjar.analysis.exchange.Exchange;
import dev.nightjar.analysis.exchange.Format;
import dev.nightjar.cli.engine.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Write a run in a format that other tools read.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write a run in a format that other tools read.")
public final class ExportCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "F",
            description = "karpathy-tsv, pi-jsonl, trajectory or csv.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Without it: standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        StringBuilder text = new StringBuilder();
        Exchange.write(Format.of(format), OpenedRun.of(lab.folder(), tag.tag()).table(), text);
        if (output == null) {
            Terminal.system().out().print(text);
        } else {
            Files.writeString(output, text);
        }
        return 0;
    }
}
