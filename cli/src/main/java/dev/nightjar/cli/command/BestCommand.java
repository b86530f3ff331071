package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.RunSettings;
import dev.nightjar.cli.engine.Sampling;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.LabRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Names the best program of a run and hands over what one wants of it.
@Command(
        name = "best",
        mixinStandardHelpOptions = true,
        description = "The best program: what it is, its branch, its weights, its voice.")
public final class BestCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Mixin
    private TagArgument tag = new TagArgument();

    @Mixin
    private SandboxOption sandbox = new SandboxOption();

    @Option(
            names = "--checkout",
            description = "Make a branch best/TAG of it in the lab. Your work tree stays as it is.")
    private boolean checkout;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Copy its weights (safetensors) to FILE.")
    private @Nullable Path checkpoint;

    @Option(names = "--sample", paramLabel = "TEXT", description = "Let it continue TEXT.")
    private @Nullable String sample;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "120",
            description = "How far --sample goes; 120 if left out.")
    private int tokens = 120;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            defaultValue = "0.7",
            description = "How daring --sample is; 0.7 if left out.")
    private double temperature = 0.7;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "For --sample.")
    private long seed = 1;

    @Option(names = "--wait", description = "For --sample: wait for a device in use, instead of refusing.")
    private boolean wait;

    @Override
    public Integer call() throws IOException {
        LabFolder opened = lab.open();
        OpenedRun run = OpenedRun.of(opened.path(), tag.tag());
        Terminal terminal = Terminal.system();
        RunState.Program best = run.state()
                .incumbent()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NO_RUN,
                        "The run (%s) has measured nothing yet."
                                .formatted(run.folder().tag()),
                        "its baseline is still training: \"nightjar status\" says."));
        if (sample == null) {
            describe(run, best, terminal);
        }
        if (checkout) {
            String branch = "best/" + run.folder().tag();
            LabRepository.open(opened.path()).createBranch(branch, best.commit());
            terminal.line("Branch %s is at it: git -C %s checkout %s".formatted(branch, opened.path(), branch));
        }
        if (checkpoint != null) {
            Files.copy(weights(run, best), checkpoint, StandardCopyOption.REPLACE_EXISTING);
            terminal.line("Weights: %s (%,d bytes)".formatted(checkpoint, Files.size(checkpoint)));
        }
        if (sample != null) {
            weights(run, best);
            LabFolder settled = opened.with(RunSettings.of(opened.lab(), run.state()));
            new Sampling(new Workplace(Home.find(), settled, wait, sandbox.open(), terminal))
                    .write(run.folder(), run.state(), best, sample, tokens, temperature, seed);
        }
        return 0;
    }

    private static void describe(OpenedRun run, RunState.Program best, Terminal terminal) {
        RunState.Program baseline = run.state().baseline().orElseThrow();
        String metric = run.state().run().metric();
        String where = best.experiment() == 0 ? "the baseline" : "experiment " + best.experiment();
        terminal.line(String.format(
                Locale.ROOT,
                "Best of run %s: %s, %s %.6f (%s, 1 trial), commit %s",
                run.folder().tag(),
                where,
                metric,
                best.value(),
                run.state().run().judge().name().toLowerCase(Locale.ROOT),
                best.commit().substring(0, Math.min(12, best.commit().length()))));
        Map<String, KnobValue> changes = best.knobs().differencesFrom(baseline.knobs());
        if (best.experiment() != 0) {
            terminal.line(String.format(Locale.ROOT, "The baseline has %.6f. What differs from it:", baseline.value()));
        }
        changes.forEach((knob, value) -> terminal.line("  %s %s → %s"
                .formatted(
                        knob, baseline.knobs().get(knob).map(Object::toString).orElse("?"), value)));
    }

    private static Path weights(OpenedRun run, RunState.Program best) {
        Path file = run.folder().trials().resolve(best.trial().trial().id() + "/out/checkpoint.safetensors");
        if (!Files.exists(file)) {
            throw new UserError(
                    UserError.Kind.NO_RUN,
                    "The best program of run (%s) has no weights at %s."
                            .formatted(run.folder().tag(), file),
                    "this lab's program keeps none, the run was imported, or the file was deleted.");
        }
        return file;
    }
}
