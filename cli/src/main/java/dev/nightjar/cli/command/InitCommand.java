package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.template.LabTemplates;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a lab from a template.
@Command(name = "init", mixinStandardHelpOptions = true, description = "Make a lab from a template.")
public final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A folder that is empty or not there.")
    private Path folder = Path.of("");

    @Option(
            names = "--template",
            paramLabel = "T",
            defaultValue = "gpt",
            description = "gpt, command or python; gpt if left out.")
    private String template = "gpt";

    @Override
    public Integer call() {
        Path absolute = folder.toAbsolutePath().normalize();
        LabTemplates.create(absolute, Home.find().template(template));
        Terminal.system().line("Made the lab %s. \"nightjar run --lab %s\" starts it.".formatted(absolute, folder));
        return 0;
    }
}
