package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.execution.Devices;
import dev.nightjar.judging.ModelServers;
import dev.nightjar.lab.run.LabLock;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.views.TestSplit;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures baseline and incumbent on the test split, each once: what has been read is answered from the ledger.
public final class Tester {

    private final Workplace place;

    public Tester(Workplace place) {
        this.place = place;
    }

    public void test(RunFolder run, RunState seen) {
        if (untested(seen).isEmpty()) {
            say(seen);
            return;
        }
        Interruption interruption = new Interruption();
        try (LabLock _ = LabLock.acquire(place.lab().path());
                Signals _ = new Signals(interruption, place.terminal()::interjection);
                LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            RunState state = RunState.of(ledger.entries());
            try (Devices.Lease _ = place.lease(state.run().device(), run.tag(), interruption);
                    Workbench bench = place.bench(run, state.run())) {
                ledger.append(new Event.SessionStarted(
                        ProcessHandle.current().pid(),
                        place.lab().lab().limits(),
                        bench.note(ledger.note(), state.run().isolation())));
                measure(ledger, bench, interruption);
                ledger.append(new Event.SessionEnded(EndReason.LIMIT, "measured on the test split"));
            } catch (Interruption.Interrupted e) {
                ledger.append(new Event.SessionEnded(EndReason.STOPPED, "testing was stopped"));
                throw e;
            }
            say(RunState.of(ledger.entries()));
        }
    }

    private void measure(LedgerFile ledger, Workbench bench, Interruption interruption) {
        Judge judge = bench.judge(RunState.of(ledger.entries()).run().baseline());
        ModelServers servers = bench.servers();
        for (RunState.Program program : untested(RunState.of(ledger.entries()))) {
            Trial trial = program.trial().trial();
            if (servers.checkpointBytes(trial) == 0) {
                throw new UserError(
                        UserError.Kind.NO_RUN,
                        "The checkpoint of trial (%d) is gone.".formatted(trial.id()),
                        "its folder was deleted; \"nightjar verify\" trains the program again.");
            }
            Optional<Judgement> judgement =
                    judge.test(trial, RunState.of(ledger.entries()).testComparison(trial), interruption);
            if (judgement.isEmpty()) {
                throw new UserError(
                        UserError.Kind.LAB,
                        "The judge (%s) of this lab has no test split."
                                .formatted(place.lab().lab().metric().judge()),
                        "judge = \"sealed\" is meant.");
            }
            ledger.append(new Event.Tested(trial.id(), judgement.get()));
        }
    }

    private static List<RunState.Program> untested(RunState state) {
        return Stream.of(state.baseline(), state.incumbent())
                .flatMap(Optional::stream)
                .filter(program -> state.tested(program.commit()).isEmpty())
                .toList();
    }

    private void say(RunState state) {
        place.terminal().lines(TestSplit.lines(state));
    }
}
