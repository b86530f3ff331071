package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A critic that knows nothing but this run: a step is about as likely to pay as the steps near it did.
///
/// A step is where it ends and how each knob moves, on the menu's unit scale; of moves the square root, so that
/// a small one is another than none. The chance is the kernel mean of what became of the earlier steps
/// (Nadaraya, 1964; Watson, 1964), 1 for better and 0 for worse, crashed or refused by the pre-flight, with the
/// run's own success rate as a prior that weighs as much as [#PRIOR] steps. It says nothing before [#FEWEST]
/// steps, nor of an edit that moves no knob.
public final class Neighbours implements Critic.Scoring {

    static final int FEWEST = 8;
    private static final double PRIOR = 1.5;

    /// The kernel's width, in the same unit as a knob's whole range.
    private static final double WIDTH = 0.2;

    private record Step(double[] end, double[] move, boolean better) {}

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public Optional<Critic.Opinion> opinion(ProposalContext context, Proposal proposal, Candidate candidate) {
        List<Step> steps = steps(context.state(), context.menu());
        if (steps.size() < FEWEST || candidate.changes().isEmpty()) {
            return Optional.empty();
        }
        Step asked = step(context.menu(), context.base(), candidate.configuration(), false);
        double successes = steps.stream().filter(Step::better).count();
        double prior = (successes + 1) / (steps.size() + 2);
        double weights = PRIOR;
        double sum = PRIOR * prior;
        for (Step step : steps) {
            double weight = nearness(context.menu().knobs(), asked, step);
            weights += weight;
            sum += step.better() ? weight : 0;
        }
        return Optional.of(new Critic.Opinion(
                sum / weights,
                "Of %d steps %d were better; those like this one weigh %.1f."
                        .formatted(steps.size(), (int) successes, weights - PRIOR),
                Optional.empty()));
    }

    private static double nearness(List<Knob> knobs, Step a, Step b) {
        double squares = 0;
        for (int k = 0; k < knobs.size(); k++) {
            double end = Scale.distance(knobs.get(k), a.end()[k], b.end()[k]);
            double move = a.move()[k] - b.move()[k];
            squares += end * end + move * move;
        }
        return Math.exp(-squares / (2 * WIDTH * WIDTH));
    }

    private static List<Step> steps(RunState state, Menu menu) {
        Map<String, Configuration> programs = new HashMap<>();
        programs.put(state.run().baseline(), state.run().knobs());
        List<Step> steps = new ArrayList<>();
        for (Experiment experiment : state.experiments()) {
            if (experiment.committed().isEmpty()) {
                continue;
            }
            Committed committed = experiment.committed().get();
            programs.put(committed.commit(), committed.knobs());
            Configuration from = programs.get(committed.base());
            if (from != null && !experiment.open() && !committed.changes().isEmpty() && tells(experiment)) {
                steps.add(step(
                        menu,
                        from,
                        committed.knobs(),
                        CriticRecord.better(state, experiment.number()).orElse(false)));
            }
        }
        return steps;
    }

    /// A trial that the machine spoilt says nothing of its knobs.
    private static boolean tells(Experiment experiment) {
        return switch (experiment.status().orElseThrow()) {
            case KEEP, DISCARD, CRASH, BLOCKED, CHECKS_FAILED -> true;
            case TAINTED -> false;
        };
    }

    private static Step step(Menu menu, Configuration from, Configuration to, boolean better) {
        Scale scale = Scale.of(menu);
        double[] start = scale.point(from);
        double[] end = scale.point(to);
        double[] move = new double[end.length];
        for (int k = 0; k < end.length; k++) {
            double length = Math.sqrt(Scale.distance(scale.knobs().get(k), start[k], end[k]));
            move[k] = end[k] < start[k] ? -length : length;
        }
        return new Step(end, move, better);
    }
}
