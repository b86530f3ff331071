package dev.nightjar.core.scripted;

import dev.nightjar.core.gate.Gate;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.Inbox;
import dev.nightjar.core.run.Loop;
import dev.nightjar.core.run.Observer;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.Trainer;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// Everything around the loop. What is on disk (ledger, commits, outcomes of trials) outlives an engine; an engine is
/// one call of
/// [#engine].
///
/// The loss of a program is |log2(width / 8)| + |log10(rate / 0.01)| plus its CLIP, and a little that depends on the
/// trial's seed. A
/// width over 12 crashes, a width of 7 does not pass the pre-flight, a rate below 0.002 is refused by the judge, and
/// the lab's own
/// checks object to a width of 6.
public final class World {

    public static final String BASELINE = "base0000";

    private static final Lines LANGUAGE = new Lines();

    public final MemoryLedger ledger;
    public final MemoryWorkspace workspace = new MemoryWorkspace(BASELINE, Labs.PROGRAM);
    public final Map<Integer, TrialOutcome> outcomes = new HashMap<>();
    public final List<Integer> executions = new ArrayList<>();
    public final Set<Integer> kept = new TreeSet<>();
    public final List<Progress> progress = new ArrayList<>();
    public Lab lab;
    public Gate gate;
    public Interruption interruption = new Interruption();
    public Function<Trial, Optional<EndReason>> stopDuring = _ -> Optional.empty();
    public Function<Trial, Boolean> interruptDuring = _ -> false;
    public Optional<EndReason> asked = Optional.empty();
    public long millisPerTrial = 1_000;

    /// Whether the judge audits: then there is a closer look before a keep, and a test at the end.
    public boolean audited;

    public Function<Trial, Optional<Judgement>> closerLook = _ -> Optional.empty();
    public Function<Trial, Double> correction = _ -> 0.0;

    /// Trials whose programs were measured on the test split, each time it was read.
    public final List<Integer> tested = new ArrayList<>();
    /// What it says besides proposals, and in their place where that is not the same.
    public Function<ProposalContext, Suggestion> suggestions;

    /// Experiments that it was asked to think of while a trial trained, each time.
    public final List<Integer> ahead = new ArrayList<>();

    public final List<Inbox.Message> messages = new ArrayList<>();

    /// Programs for which the pre-flight says no, by their width.
    public Set<Integer> unfit = Set.of(7);

    public Function<Trial, Optional<TrialOutcome>> endings = _ -> Optional.empty();
    private long millis = 1_700_000_000_000L;

    public World(Lab lab, Function<ProposalContext, Proposal> proposals) {
        this.lab = lab;
        this.gate = Gate.of(lab.gate());
        this.suggestions = context -> new Suggestion("scripted", proposals.apply(context));
        ledger = new MemoryLedger(clock());
        ledger.append(started(lab));
    }

    public static Event.RunStarted started(Lab lab) {
        return new Event.RunStarted(
                "night",
                lab.name(),
                lab.goal(),
                42,
                BASELINE,
                Labs.knobs(),
                LANGUAGE.fingerprint(Labs.PROGRAM),
                List.of("width", "rate", "mode"),
                lab.metric().name(),
                lab.metric().direction(),
                lab.metric().judge(),
                Optional.empty(),
                Optional.of(lab.train().budget()),
                "cpu",
                Optional.empty(),
                lab.gate(),
                "scripted",
                lab.search().changes(),
                "new",
                "2 cores",
                "0.1.0");
    }

    /// Takes the run up and works until there is a reason to end.
    public EndReason engine() {
        ledger.append(new Event.SessionStarted(1, lab.limits(), Optional.empty()));
        return new Loop(new Loop.Parts(
                        lab,
                        Labs.menu(),
                        LANGUAGE,
                        workspace,
                        new ScriptedProposer(),
                        (commit, _) -> unfit.contains((int) constant(commit, "WIDTH"))
                                ? Optional.of("does not compile")
                                : Optional.empty(),
                        new ScriptedTrainer(),
                        new ScriptedJudge(),
                        (commit, _) -> constant(commit, "WIDTH") == 6
                                ? Optional.of("the lab's checks failed")
                                : Optional.empty(),
                        gate,
                        ledger,
                        () -> asked,
                        new ScriptedInbox(),
                        interruption,
                        new ScriptedObserver(),
                        clock()))
                .run();
    }

    public RunState state() {
        return RunState.of(ledger.entries());
    }

    public void pass(long moreMillis) {
        millis += moreMillis;
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochMilli(millis);
    }

    private double constant(String commit, String name) {
        KnobValue value = LANGUAGE.constants(workspace.source(commit)).get(name);
        return Optional.ofNullable(value).orElseThrow().number();
    }

    private double loss(Trial trial) {
        double width = Math.abs(Math.log(constant(trial.commit(), "WIDTH") / 8) / Math.log(2));
        double rate = Math.abs(Math.log10(constant(trial.commit(), "RATE") / 0.01));
        return width + rate + constant(trial.commit(), "CLIP") + (trial.seed() % 1000) * 1e-9;
    }

    /// Audits if it is told to; a closer look costs the trial what `correction` says of it.
    private final class ScriptedJudge implements Judge {

        @Override
        public Judgement judge(Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption stop) {
            if (constant(trial.commit(), "RATE") < 0.002) {
                return new Judgement.Refused("no model came up");
            }
            double value = Optional.ofNullable(training.reported().get("loss")).orElseThrow();
            return audited
                    ? measured(trial, value, 512, comparison)
                    : new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.REPORTED, 0, 0.1);
        }

        @Override
        public Optional<Judgement> confirm(
                Trial trial, Judgement.Measured first, Comparison comparison, Interruption stop) {
            return Optional.of(closerLook
                    .apply(trial)
                    .orElseGet(() -> measured(trial, first.value() + correction.apply(trial), 4096, comparison)));
        }

        @Override
        public Optional<Judgement> test(Trial trial, Comparison comparison, Interruption stop) {
            tested.add(trial.id());
            return Optional.of(measured(trial, 10 + loss(trial), 512, comparison));
        }

        private Judgement.Measured measured(Trial trial, double value, int audits, Comparison comparison) {
            return new Judgement.Measured(
                    value,
                    OptionalDouble.of(0.01),
                    JudgeKind.SEALED,
                    9000,
                    0.1,
                    Optional.of("claims of " + trial.id()),
                    Optional.of(new Integrity(
                            Integrity.Verdict.INTACT,
                            value,
                            0,
                            0,
                            audits,
                            0,
                            0,
                            32,
                            0,
                            0,
                            0.001,
                            comparison
                                    .reference()
                                    .map(other -> OptionalInt.of(other.trial().id()))
                                    .orElse(OptionalInt.empty()),
                            "0")),
                    Optional.of(new Serving(1024, 0.1, OptionalDouble.of(1), 9000)));
        }
    }

    private final class ScriptedInbox implements Inbox {
        @Override
        public List<Message> waiting() {
            return List.copyOf(messages);
        }

        @Override
        public void taken(Message message) {
            messages.remove(message);
        }
    }

    private final class ScriptedProposer implements Proposer {
        @Override
        public Suggestion propose(ProposalContext context) {
            return suggestions.apply(context);
        }

        @Override
        public void ahead(ProposalContext context) {
            ahead.add(context.number());
        }
    }

    private final class ScriptedTrainer implements Trainer {

        @Override
        public TrialOutcome train(Trial trial, Consumer<Progress> listener, Interruption stop) {
            TrialOutcome known = outcomes.get(trial.id());
            if (known != null) {
                return known;
            }
            executions.add(trial.id());
            stopDuring.apply(trial).ifPresent(reason -> asked = Optional.of(reason));
            if (interruptDuring.apply(trial)) {
                stop.request();
            }
            stop.check();
            listener.accept(new Progress(Progress.Phase.TRAINING, 0.5, 5, 1.0, 0.5));
            pass(millisPerTrial);
            TrialOutcome outcome = endings.apply(trial)
                    .orElseGet(() -> constant(trial.commit(), "WIDTH") > 12
                            ? new TrialOutcome.Crashed(
                                    CrashReason.OUT_OF_MEMORY, "out of memory", List.of("last line"), 1)
                            : new TrialOutcome.Trained(1, 1.5, 1 << 20, Map.of("loss", loss(trial))));
            outcomes.put(trial.id(), outcome);
            return outcome;
        }

        @Override
        public void keepOnly(Set<Integer> trials) {
            kept.clear();
            kept.addAll(trials);
        }
    }

    private final class ScriptedObserver implements Observer {
        @Override
        public void recorded(Entry entry, RunState state) {
            if (state.sequence() != entry.sequence()) {
                throw new IllegalStateException("The state does not include entry %d.".formatted(entry.sequence()));
            }
        }

        @Override
        public void progressed(Trial trial, Progress step) {
            progress.add(step);
        }
    }
}
