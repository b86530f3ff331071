package dev.nightjar.cli.engine;

import dev.nightjar.agents.config.Settings;
import dev.nightjar.agents.proposer.BudgetSpent;
import dev.nightjar.cli.proposing.Proposing;
import dev.nightjar.cli.proposing.Source;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.gate.Gate;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.Loop;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.StopRequests;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.execution.CommandChecks;
import dev.nightjar.execution.Devices;
import dev.nightjar.execution.LocalPreflight;
import dev.nightjar.execution.LocalTrainer;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.LabRepository;
import dev.nightjar.lab.run.InboxFiles;
import dev.nightjar.lab.run.LabLock;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.StopFiles;
import dev.nightjar.views.LiveView;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One engine's time on a run: takes the lab and the device, puts the loop together, runs it, and says how it ended.
public final class Engine {

    private final Workplace place;
    private final LabFolder lab;
    private final Terminal terminal;

    public Engine(Workplace place) {
        this.place = place;
        this.lab = place.lab();
        this.terminal = place.terminal();
    }

    /// Starts a new run and returns an exit code.
    public int start(NewRun request, String version) {
        LabRepository repository = LabRepository.open(lab.path());
        NewRuns runs = new NewRuns(lab, repository);
        try (LabLock _ = LabLock.acquire(lab.path());
                Attention attention = new Attention()) {
            runs.requireFit(request);
            Optional<String> corpus = lab.lab()
                    .data()
                    .map(data -> new Corpora(place.home(), terminal)
                            .prepare(data, lab.path())
                            .key());
            try (Devices.Lease _ = attention.lease(request.device(), "a new run")) {
                RunFolder run = runs.create(request, corpus, Machine.look(), version);
                terminal.line(runs.origin(request, run));
                NewRuns.learning(run).ifPresent(terminal::line);
                return work(run, attention);
            }
        }
    }

    /// Goes on with a run and returns an exit code.
    ///
    /// @param ideas in the place of those that the run keeps
    public int resume(RunFolder run, String device, Optional<List<String>> ideas) {
        try (LabLock _ = LabLock.acquire(lab.path());
                Attention attention = new Attention();
                Devices.Lease _ = attention.lease(device, run.tag())) {
            ideas.ifPresent(given -> Ideas.keep(run, given));
            return work(run, attention);
        }
    }

    /// What a person may ask while the engine is at work, from the first moment on.
    private final class Attention implements AutoCloseable {

        private final Interruption interruption = new Interruption();
        private final Signals signals = new Signals(interruption, terminal::interjection);

        Devices.Lease lease(String device, String what) {
            return place.lease(device, what, interruption);
        }

        @Override
        public void close() {
            signals.close();
        }
    }

    private int work(RunFolder run, Attention attention) {
        try (LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            RunState before = RunState.of(ledger.entries());
            Source source = Source.parse(lab.lab().search().proposer());
            Settings settings = Workplace.settings(lab.path());
            try (Workbench bench = place.bench(run, before.run());
                    Proposing proposing = Proposing.open(
                            source,
                            new Proposing.Place(
                                    lab,
                                    run,
                                    bench.workspace(),
                                    place.home().cache(),
                                    settings,
                                    attention.interruption,
                                    System.getenv()))) {
                Proposing.announcements(source, settings).forEach(terminal::line);
                StopFiles files = new StopFiles(lab.path(), run);
                files.clear();
                ledger.append(new Event.SessionStarted(
                        ProcessHandle.current().pid(),
                        lab.lab().limits(),
                        bench.note(ledger.note(), before.run().isolation())));
                LiveView view = new LiveView(terminal.out(), terminal.screen(), InstantSource.system());
                view.opened(RunState.of(ledger.entries()));
                sayHowItEnds();
                attention.signals.trialsBegin();
                Loop loop = new Loop(new Loop.Parts(
                        lab.lab(),
                        lab.menu(),
                        lab.language(),
                        bench.workspace(),
                        new QueuedProposals(Ideas.of(run), proposing.proposer()),
                        new LocalPreflight(bench.workshop()),
                        new LocalTrainer(bench.workshop()),
                        bench.judge(before.run().baseline()),
                        new CommandChecks(bench.workshop()),
                        Gate.of(lab.lab().gate()),
                        ledger,
                        either(attention.signals, files),
                        new InboxFiles(run),
                        attention.interruption,
                        source.kind() == Source.Kind.OPTIMIZER ? view : new NoteKeeper(view, run, lab),
                        InstantSource.system()));
                return new Ending(lab, terminal).say(toTheEnd(loop, ledger, run), RunState.of(ledger.entries()));
            }
        }
    }

    /// An error that a person must mend ends the session in order, where the disk still allows it.
    private EndReason toTheEnd(Loop loop, LedgerFile ledger, RunFolder run) {
        try {
            return loop.run();
        } catch (BudgetSpent spent) {
            ledger.append(new Event.SessionEnded(EndReason.LIMIT, String.valueOf(spent.getMessage())));
            return EndReason.LIMIT;
        } catch (UserError error) {
            try {
                ledger.append(new Event.SessionEnded(
                        EndReason.FAILED,
                        String.valueOf(error.getMessage()).lines().findFirst().orElse("")));
            } catch (UserError full) {
                error.addSuppressed(full);
            }
            new Ending(lab, terminal).hook(EndReason.FAILED, run.tag());
            throw error;
        }
    }

    private void sayHowItEnds() {
        Lab.Limits limits = lab.lab().limits();
        if (limits.experiments().isEmpty()
                && limits.time().isEmpty()
                && limits.money().isEmpty()) {
            terminal.line(
                    "Runs until Ctrl-C; --hours and --experiments set an end. \"nightjar status\" tells from anywhere how it goes.");
        }
    }

    private static StopRequests either(StopRequests first, StopRequests second) {
        return () -> first.pending().or(second::pending);
    }
}
