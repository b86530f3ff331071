package dev.nightjar.cli.engine;

import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Seeds;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.execution.Devices;
import dev.nightjar.execution.LocalTrainer;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.LabLock;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.views.LiveView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Trains the baseline and the incumbent of a run again, pairwise on the same fresh seeds, and writes both into the
/// ledger. A winner that was picked from many noisy measurements looks better than it is; these measurements were not
/// picked.
public final class Verifier {

    /// Replicates from here on are the verifier's: no experiment has so many.
    private static final int FIRST_REPLICATE = 1_000;

    private final Workplace place;
    private final LabFolder lab;
    private final Terminal terminal;

    public Verifier(Workplace place) {
        this.place = place;
        this.lab = place.lab();
        this.terminal = place.terminal();
    }

    /// Adds `pairs` trials of each program.
    public void verify(RunFolder run, int pairs) {
        Interruption interruption = new Interruption();
        try (LabLock _ = LabLock.acquire(lab.path());
                Signals _ = new Signals(interruption, terminal::interjection);
                LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            RunState state = RunState.of(ledger.entries());
            String device = state.run().device();
            Optional<RunState.Program> baseline = state.baseline();
            Optional<RunState.Program> best = state.incumbent();
            if (baseline.isEmpty() || best.isEmpty() || best.get().experiment() == 0) {
                terminal.line(
                        "The best program of run %s is its baseline; there is nothing to verify.".formatted(run.tag()));
                return;
            }
            try (Devices.Lease _ = place.lease(device, run.tag(), interruption);
                    Workbench bench = place.bench(run, state.run())) {
                ledger.append(new Event.SessionStarted(
                        ProcessHandle.current().pid(),
                        lab.lab().limits(),
                        bench.note(ledger.note(), state.run().isolation())));
                Measuring measuring = new Measuring(
                        ledger,
                        new LocalTrainer(bench.workshop()),
                        bench.judge(state.run().baseline()),
                        interruption);
                compare(measuring, baseline.get(), best.get(), pairs);
                ledger.append(
                        new Event.SessionEnded(EndReason.LIMIT, "%d pairs of trials on fresh seeds".formatted(pairs)));
            } catch (Interruption.Interrupted e) {
                ledger.append(new Event.SessionEnded(EndReason.STOPPED, "verifying was stopped"));
                throw e;
            }
        }
    }

    private void compare(Measuring measuring, RunState.Program baseline, RunState.Program best, int pairs) {
        List<Double> gains = new ArrayList<>();
        int first = Math.max(measuring.replicates(baseline.commit()), measuring.replicates(best.commit()));
        for (int pair = 0; pair < pairs; pair++) {
            long seed = measuring.seed(first + pair);
            OptionalDouble before = measuring.measure(baseline.commit(), seed);
            OptionalDouble after = measuring.measure(best.commit(), seed);
            if (before.isEmpty() || after.isEmpty()) {
                terminal.interjection("Pair %d: a trial crashed; see the trial's log.".formatted(pair + 1));
                continue;
            }
            double gain = lab.lab().metric().direction().gain(after.getAsDouble(), before.getAsDouble());
            gains.add(gain);
            terminal.interjection(String.format(
                    Locale.ROOT,
                    "Pair %d (%s): baseline %.4f, best %.4f, gain %+.4f",
                    pair + 1,
                    lab.lab().metric().judge().name().toLowerCase(Locale.ROOT),
                    before.getAsDouble(),
                    after.getAsDouble(),
                    gain));
        }
        terminal.line(verdict(gains));
    }

    private static String verdict(List<Double> gains) {
        if (gains.isEmpty()) {
            return "No pair could be measured.";
        }
        double mean = gains.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        long better = gains.stream().filter(gain -> gain > 0).count();
        double squares = gains.stream()
                .mapToDouble(gain -> (gain - mean) * (gain - mean))
                .sum();
        String spread = gains.size() < 2
                ? ""
                : String.format(
                        Locale.ROOT,
                        " ± %.4f (standard error)",
                        Math.sqrt(squares / (gains.size() - 1) / gains.size()));
        return String.format(
                Locale.ROOT,
                "On fresh seeds the best program gains %+.4f%s; better in %d of %d pairs.",
                mean,
                spread,
                better,
                gains.size());
    }

    /// Trials outside of experiments, each written down as it happens.
    private final class Measuring {

        private final LedgerFile ledger;
        private final LocalTrainer trainer;
        private final Judge judge;
        private final Interruption interruption;
        private final LiveView view;

        Measuring(LedgerFile ledger, LocalTrainer trainer, Judge judge, Interruption interruption) {
            this.ledger = ledger;
            this.trainer = trainer;
            this.judge = judge;
            this.interruption = interruption;
            this.view = new LiveView(terminal.out(), terminal.screen(), InstantSource.system());
        }

        /// Trials that the program had on fresh seeds before.
        int replicates(String commit) {
            return (int) RunState.of(ledger.entries()).trials().stream()
                    .map(TrialRecord::trial)
                    .filter(trial ->
                            trial.purpose() == Purpose.FINAL && trial.commit().equals(commit))
                    .count();
        }

        /// The seed of a pair: the same for both programs, and no experiment's.
        long seed(int pair) {
            long run = RunState.of(ledger.entries()).run().seed();
            return Seeds.trial(run, 0, FIRST_REPLICATE + pair);
        }

        private static RunState after(LedgerFile ledger) {
            return RunState.of(ledger.entries());
        }

        OptionalDouble measure(String commit, long seed) {
            RunState state = RunState.of(ledger.entries());
            int id = state.trials().getLast().trial().id() + 1;
            Trial trial = new Trial(id, 0, Purpose.FINAL, commit, seed);
            ledger.append(new Event.TrialRequested(trial));
            view.opened(state);
            TrialOutcome outcome = trainer.train(trial, progress -> view.progressed(trial, progress), interruption);
            ledger.append(new Event.TrialEnded(id, outcome));
            if (outcome instanceof TrialOutcome.Trained trained) {
                ledger.append(new Event.TrialJudged(
                        id, judge.judge(trial, trained, after(ledger).comparison(trial), interruption)));
            }
            trainer.keepOnly(Set.of(
                    state.baseline().orElseThrow().trial().trial().id(),
                    state.incumbent().orElseThrow().trial().trial().id()));
            RunState after = after(ledger);
            after.sameAcrossSeeds(trial)
                    .ifPresent(other ->
                            ledger.append(new Event.Noted(0, Map.of("same_value_across_seeds", List.of(other, id)))));
            return after.trials().getLast().value();
        }
    }
}
