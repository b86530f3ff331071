package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.gate.Gate;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.Inbox;
import dev.nightjar.core.run.Loop;
import dev.nightjar.core.run.Observer;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.execution.CommandChecks;
import dev.nightjar.execution.Devices;
import dev.nightjar.execution.LocalPreflight;
import dev.nightjar.execution.LocalTrainer;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.LabRepository;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.RunFolder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// A run on the CPU whose proposals were written before it began, made of the same parts as any other: to see what
/// becomes of each.
///
/// @param lab       may have another language than its own, to lower a rail
/// @param isolation what is around the programs: one of [Walling]'s words
public record ScriptedRun(Home home, LabFolder lab, String isolation, Terminal terminal) {

    private static final String DEVICE = "cpu";

    /// One proposal an experiment, in their order.
    ///
    /// @param judges what is to happen at each judgement besides
    public RunState run(String tag, List<Proposal> proposals, Observer observer, UnaryOperator<Judge> judges) {
        Lab.Search search =
                new Lab.Search(lab.lab().search().proposer(), lab.lab().search().changes(), false);
        LabFolder limited = lab.with(
                lab.lab().with(experiments(proposals.size())).with(lab.lab().scope(), search));
        NewRun request =
                new NewRun(Optional.of(tag), Optional.empty(), OptionalLong.of(1), DEVICE, isolation, List.of());
        Interruption interruption = new Interruption();
        String corpus = new Corpora(home, terminal)
                .prepare(limited.lab().data().orElseThrow(), lab.path())
                .key();
        Workplace place = new Workplace(home, limited, true, isolation.equals(Walling.NONE), terminal);
        try (Signals _ = new Signals(interruption, terminal::interjection);
                Devices.Lease _ = place.lease(DEVICE, tag, interruption)) {
            RunFolder run = new NewRuns(limited, LabRepository.open(lab.path()))
                    .create(request, Optional.of(corpus), Machine.look(), "bench");
            try (LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
                RunState before = RunState.of(ledger.entries());
                try (Workbench bench = place.bench(run, before.run())) {
                    ledger.append(new Event.SessionStarted(
                            ProcessHandle.current().pid(), limited.lab().limits(), Optional.empty()));
                    new Loop(new Loop.Parts(
                                    limited.lab(),
                                    limited.menu(),
                                    limited.language(),
                                    bench.workspace(),
                                    new Script(proposals),
                                    new LocalPreflight(bench.workshop()),
                                    new LocalTrainer(bench.workshop()),
                                    judges.apply(bench.judge(before.run().baseline())),
                                    new CommandChecks(bench.workshop()),
                                    Gate.of(limited.lab().gate()),
                                    ledger,
                                    Optional::empty,
                                    Inbox.EMPTY,
                                    interruption,
                                    observer,
                                    InstantSource.system()))
                            .run();
                    interruption.check();
                    return RunState.of(ledger.entries());
                }
            }
        }
    }

    private Lab.Limits experiments(int count) {
        return new Lab.Limits(
                OptionalInt.of(Math.max(1, count)),
                Optional.empty(),
                lab.lab().limits().money(),
                lab.lab().limits().pricePerHour(),
                List.of());
    }

    private record Script(List<Proposal> proposals) implements Proposer {

        @Override
        public Suggestion propose(ProposalContext context) {
            if (context.number() > proposals.size()) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "The script has no proposal %d.".formatted(context.number()),
                        "it is empty.");
            }
            return new Suggestion("script", proposals.get(context.number() - 1));
        }
    }
}
