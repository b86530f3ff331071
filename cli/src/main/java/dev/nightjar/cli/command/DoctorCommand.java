package dev.nightjar.cli.command;

import dev.nightjar.analysis.BudgetAdvice;
import dev.nightjar.cli.engine.Curves;
import dev.nightjar.cli.engine.Doctor;
import dev.nightjar.cli.engine.Finding;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Machine;
import dev.nightjar.cli.engine.ModelCheck;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Workplace;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.RunFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Looks at everything that a run needs and says how to mend what is not well.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "What this machine has and lacks, and a budget that suits it.")
public final class DoctorCommand implements Callable<Integer> {

    private static final int ILL = 12;

    @Mixin
    private LabOption lab = new LabOption();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        List<Finding> findings = new ArrayList<>(new Doctor(Home.find(), Machine.look()).examine());
        findings.addAll(ModelCheck.of(Workplace.settings(lab.folder()), System.getenv()));
        for (Finding finding : findings) {
            terminal.line("%s %-9s %s".formatted(mark(finding.state()), finding.what(), finding.found()));
            if (!finding.fix().isEmpty()) {
                terminal.line("            " + finding.fix());
            }
        }
        terminal.line(budget(lab.folder()));
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.ILL) ? ILL : 0;
    }

    private static String mark(Finding.State state) {
        return switch (state) {
            case WELL -> "✓";
            case NOTE -> "·";
            case ILL -> "✗";
        };
    }

    private static String budget(Path folder) {
        Optional<RunFolder> newest = new RunFolders(folder).newest();
        if (newest.isEmpty()) {
            return "· budget    known after the first run's baseline";
        }
        RunState state = RunState.of(LedgerReader.read(newest.get()));
        return state.baseline()
                .map(baseline -> {
                    Path log = newest.get()
                            .trials()
                            .resolve(baseline.trial().trial().id() + "/log.txt");
                    BudgetAdvice advice = BudgetAdvice.of(Curves.read(log));
                    String now = state.run().budget().map(Object::toString).orElse("?");
                    return "· budget    %s in run %s. %s"
                            .formatted(now, state.run().tag(), advice.sentence());
                })
                .orElse("· budget    known once run %s has measured its baseline"
                        .formatted(state.run().tag()));
    }
}
