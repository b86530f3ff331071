package dev.nightjar.cli.command;

import dev.nightjar.cli.bench.rails.RailBench;
import dev.nightjar.cli.bench.rails.RailBenchJson;
import dev.nightjar.cli.bench.rails.RailBenchText;
import dev.nightjar.cli.bench.rails.RailCases;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.lab.LabFolder;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the rails make of things that a model might say.
@Command(
        name = "rails",
        mixinStandardHelpOptions = true,
        description = "Send unsafe and clean proposals through the rails. Exit code 1 if one is taken wrongly.")
public final class RailsBenchCommand implements Callable<Integer> {

    private static final int WRONG = 1;
    private static final String TEMPLATE = "gpt";

    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "The lab whose menu and program count; the gpt template's if left out.")
    private @Nullable Path lab;

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description = "The cases (docs/reference/rails.md); those of the gpt template if left out.")
    private @Nullable Path cases;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Home home = Home.find();
        Path folder =
                lab == null ? home.template(TEMPLATE) : lab.toAbsolutePath().normalize();
        Path file = cases == null ? home.root().resolve("bench/rails/cases.json") : cases;
        if (lab != null && cases == null) {
            requireSameMenu(folder, home.template(TEMPLATE));
        }
        RailBench bench = RailBench.run(folder, file, RailCases.read(file));
        Terminal terminal = Terminal.system();
        if (json) {
            terminal.line(RailBenchJson.of(bench));
        } else {
            terminal.lines(RailBenchText.lines(bench));
        }
        return bench.score().perfect() ? 0 : WRONG;
    }

    /// The shipped cases are about the template's knobs, and say nothing about others.
    private static void requireSameMenu(Path folder, Path template) {
        Set<String> own = knobs(folder);
        Set<String> shipped = knobs(template);
        if (!own.equals(shipped)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The lab (%s) has the knobs %s, and the cases that come with Nightjar are about those of the template (%s)."
                            .formatted(folder, own.stream().sorted().toList(), TEMPLATE),
                    "--cases FILE with cases of its own is meant.");
        }
    }

    private static Set<String> knobs(Path folder) {
        return LabFolder.open(folder).menu().knobs().stream().map(Knob::name).collect(Collectors.toSet());
    }
}
