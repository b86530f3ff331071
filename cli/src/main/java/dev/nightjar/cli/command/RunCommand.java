package dev.nightjar.cli.command;

import dev.nightjar.agents.config.Settings;
import dev.nightjar.cli.engine.Engine;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Ideas;
import dev.nightjar.cli.engine.NewRun;
import dev.nightjar.cli.engine.RunDevice;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Walling;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.cli.proposing.Choice;
import dev.nightjar.cli.proposing.Proposing;
import dev.nightjar.cli.proposing.Source;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.template.LabTemplates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts a new run, and makes the default lab first where there is none.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Start a run; makes the default lab if there is none.")
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private SandboxOption sandbox = new SandboxOption();

    @Option(names = "--tag", paramLabel = "TAG", description = "Name of the run and of its branch nightjar/TAG.")
    private @Nullable String tag;

    @Option(
            names = "--from",
            paramLabel = "TAG",
            description = "Start from that run's best program, not from the lab's HEAD.")
    private @Nullable String from;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random. Without it: from the tag.")
    private @Nullable Long seed;

    @Option(
            names = "--budget",
            paramLabel = "B",
            description = "Training of one trial: \"2 TFLOP\", \"300s\", \"20M tokens\", \"400 steps\".")
    private @Nullable String budget;

    @Option(
            names = "--proposer",
            arity = "1..2",
            paramLabel = "P",
            description =
                    "Who proposes: auto, tpe, cmaes, random; llm, hybrid, tiered, bandit, round-robin with --model; "
                            + "agent with --agent; replay FILE.")
    private List<String> proposer = List.of();

    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "A model of nightjar.toml, or provider/model: ollama/qwen3:8b. More than one for combinations.")
    private List<String> models = List.of();

    @Option(
            names = "--agent",
            paramLabel = "COMMAND",
            description = "A coding agent: claude, codex, gemini, aider, or 'command {prompt-file}'.")
    private @Nullable String agent;

    @Option(
            names = "--changes",
            paramLabel = "N",
            description = "Knobs a proposal may change at a time; 0 for any number.")
    private @Nullable Integer changes;

    @ArgGroup
    private Start start = new Start();

    /// Whether earlier runs count; as the lab says without either.
    private static final class Start {

        @Option(names = "--warm", description = "Learn from the lab's earlier runs.")
        private boolean warm;

        @Option(names = "--cold", description = "Begin without them.")
        private boolean cold;
    }

    @Option(names = "--proposals", paramLabel = "FILE", description = "Ideas to try first, one JSON proposal a line.")
    private @Nullable Path proposals;

    @Option(names = "--device", paramLabel = "D", description = "cpu or cuda.")
    private @Nullable String device;

    @Option(names = "--wait", description = "Wait for a device that another lab uses, instead of refusing.")
    private boolean wait;

    @Override
    public Integer call() {
        Home home = Home.find();
        Terminal terminal = Terminal.system();
        if (lab.missing()) {
            Path folder = lab.folder();
            LabTemplates.create(folder, home.template("gpt"));
            terminal.line("Made the lab " + folder
                    + ": a small GPT on the sources of Java libraries, and a git repository of its own.");
        }
        LabFolder opened = lab.open();
        String chosen = RunDevice.choose(
                Optional.ofNullable(device), opened.lab().train().java(), home, terminal);
        LabFolder configured = opened.with(settings(opened.lab(), chosen, source(opened, terminal)));
        NewRun request = new NewRun(
                Optional.ofNullable(tag),
                Optional.ofNullable(from),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                chosen,
                Walling.choose(sandbox.open(), terminal),
                proposals == null ? List.of() : Ideas.read(proposals));
        return new Engine(new Workplace(home, configured, wait, sandbox.open(), terminal))
                .start(request, Version.text());
    }

    private Source source(LabFolder lab, Terminal terminal) {
        Settings settings = Workplace.settings(lab.path());
        boolean replay = proposer.size() == 2 && proposer.getFirst().equals("replay");
        if (proposer.size() == 2 && !replay) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--proposer takes one word, not %s.".formatted(proposer),
                    "\"--proposer replay FILE\" is meant, or --model for a model.");
        }
        Choice choice = Choice.of(
                proposer.stream().findFirst(),
                replay ? List.of(Path.of(proposer.getLast()).toAbsolutePath().toString()) : models,
                Optional.ofNullable(agent),
                settings,
                lab.lab().scope(),
                lab.lab().search().proposer(),
                System.getenv());
        Proposing.requireFit(choice.source(), settings, System.getenv());
        choice.sentence().ifPresent(terminal::line);
        return choice.source();
    }

    private Lab settings(Lab lab, String chosenDevice, Source source) {
        Lab.Train train = lab.train();
        Budget chosenBudget = budget == null
                ? train.cudaBudget().filter(_ -> chosenDevice.equals("cuda")).orElse(train.budget())
                : parseBudget(budget);
        OptionalInt chosenChanges =
                changes == null ? lab.search().changes() : changes == 0 ? OptionalInt.empty() : OptionalInt.of(changes);
        Lab.Search search = new Lab.Search(
                source.text(),
                chosenChanges,
                start.warm || (!start.cold && lab.search().warm()));
        return new Lab(
                lab.name(),
                lab.goal(),
                lab.editable(),
                lab.scope(),
                train.with(chosenBudget),
                lab.data(),
                lab.metric(),
                lab.gate(),
                search,
                lab.checks(),
                limits.over(lab.limits()));
    }

    private static Budget parseBudget(String text) {
        try {
            return Budget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--budget: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "it should read like \"2 TFLOP\", \"300s\", \"20M tokens\" or \"400 steps\".",
                    e);
        }
    }
}
