package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.DetectionBench;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.LabFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Simulates how often the judge finds false claims out.
@Command(
        name = "detection",
        mixinStandardHelpOptions = true,
        description = "How often false claims are found out: a simulation on the losses of a run's best model.")
public final class DetectionBenchCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the picture here, as SVG.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException {
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.of(opened.path(), tag.tag());
        String picture = new DetectionBench(Home.find(), opened, Terminal.system()).run(run.folder(), run.state());
        if (output.isPresent()) {
            Files.writeString(output.get(), picture);
        }
        return 0;
    }
}
