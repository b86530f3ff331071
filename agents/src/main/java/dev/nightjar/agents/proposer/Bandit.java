package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Several proposers, of whom each experiment asks the one that promises the most improvement per cost.
///
/// Improvement is what keeps gained, relative to the baseline. Cost is what the models were paid, plus the time
/// that the loop waited for the proposal and spent on its experiment, at `hourPrice`: so a free model costs its
/// latency, and a paid one that saves trials may be the cheap one. The choice is an upper confidence bound
/// (Auer, Cesa-Bianchi and Fischer, 2002) on the rate, whose prior is one experiment of the average proposer.
/// Whoever was never asked comes first, in order.
///
/// It is read from the ledger alone, by the names in it; see [Past] for how far.
public final class Bandit implements Elsewhere {

    private final List<Arm> arms;
    private final double hourPrice;

    /// @param hourPrice of an hour of the loop's time, in the currency of the models' prices; above 0
    public Bandit(List<Arm> arms, double hourPrice) {
        this.arms = List.copyOf(arms);
        this.hourPrice = hourPrice;
        if (arms.isEmpty()
                || !(hourPrice > 0)
                || arms.stream().map(Arm::name).distinct().count() != arms.size()) {
            throw new IllegalArgumentException(
                    "The proposers %s at (%s) an hour need names of their own and a price above 0.\nMaybe one is listed twice."
                            .formatted(arms.stream().map(Arm::name).toList(), hourPrice));
        }
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(order(context).getFirst().proposer(), context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        return Arm.ask(order(context), context);
    }

    /// The most promising first.
    List<Arm> order(ProposalContext context) {
        List<Experiment> past = Past.of(context);
        List<Tally> tallies = arms.stream()
                .map(arm -> tally(arm.name(), past, context.state()))
                .toList();
        Tally all = tallies.stream().reduce(new Tally(0, 0, 0), Tally::plus);
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            indices.add(i);
        }
        indices.sort(Comparator.<Integer>comparingDouble(i -> -tallies.get(i).promise(all))
                .thenComparingDouble(i -> tallies.get(i).cost()));
        return indices.stream().map(arms::get).toList();
    }

    private Tally tally(String name, List<Experiment> past, RunState state) {
        Tally tally = new Tally(0, 0, 0);
        for (Experiment experiment : past) {
            if (experiment.tries().getFirst().proposer().equals(name)) {
                tally = tally.plus(new Tally(1, gain(experiment, state), cost(experiment)));
            }
        }
        return tally;
    }

    private static double gain(Experiment experiment, RunState state) {
        double baseline = state.baseline().map(RunState.Program::value).orElse(1.0);
        Direction direction = state.run().direction();
        return experiment
                .decided()
                .filter(decided -> Past.kept(experiment)
                        && decided.metric().isPresent()
                        && decided.reference().isPresent())
                .map(decided -> Math.max(
                                0,
                                direction.gain(
                                        decided.metric().getAsDouble(),
                                        decided.reference().getAsDouble()))
                        / Math.max(Math.abs(baseline), 1e-12))
                .orElse(0.0);
    }

    private double cost(Experiment experiment) {
        double paid = experiment.tries().stream()
                .flatMap(one -> one.account().stream())
                .mapToDouble(Account::cost)
                .sum();
        double hours = experiment.tries().getFirst().seconds() / 3600
                + Duration.between(experiment.startedAt(), experiment.changedAt())
                                .toMillis()
                        / 3_600_000.0;
        return paid + hours * hourPrice;
    }

    /// What a proposer's experiments came to.
    private record Tally(int experiments, double gain, double cost) {

        private static final double LEAST_COST = 1e-9;

        Tally plus(Tally other) {
            return new Tally(experiments + other.experiments, gain + other.gain, cost + other.cost);
        }

        /// The upper end of what it may gain per cost.
        double promise(Tally all) {
            if (experiments == 0) {
                return Double.POSITIVE_INFINITY;
            }
            double meanGain = all.gain / all.experiments;
            double meanCost = Math.max(all.cost / all.experiments, LEAST_COST);
            double rate = (gain + meanGain) / (cost + meanCost);
            return rate * (1 + Math.sqrt(2 * Math.log(all.experiments) / experiments));
        }
    }
}
