package dev.nightjar.views;

import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run is and how it stands, in a few sentences.
final class Headline {

    private Headline() {}

    /// Two or three lines when an engine takes a run up.
    static List<String> lines(RunState state, Screen screen) {
        Event.RunStarted run = state.run();
        Ink ink = screen.ink();
        List<String> lines = new ArrayList<>();
        String title = "%s · run %s".formatted(Cells.clean(run.lab()), Cells.clean(run.tag()));
        String goal = Cells.fit(Cells.clean(run.goal()), screen.width() - Cells.width(title) - 3);
        lines.add(ink.bold(title) + (goal.isEmpty() ? "" : " · " + goal));
        Cells.join(terms(run), screen.width()).forEach(text -> lines.add(ink.dim(text)));
        int decided = state.decided().size();
        if (decided > 0) {
            lines.add("Taken up again after %s; %s.".formatted(Figures.count(decided, "experiment"), standing(state)));
        }
        return lines;
    }

    /// How it is measured, decided and searched.
    static List<String> terms(Event.RunStarted run) {
        List<String> terms = new ArrayList<>();
        terms.add("%s (%s), %s".formatted(run.metric(), Figures.kind(run.judge()), Figures.better(run.direction())));
        run.budget()
                .ifPresent(budget ->
                        terms.add(budget + " a trial" + (run.device().isEmpty() ? "" : " on " + run.device())));
        boolean gateUnknown = run.origin().startsWith("import") && run.gate().policy() == GatePolicy.Policy.STRICT;
        if (!gateUnknown) {
            terms.add(gate(run.gate()));
        }
        if (!run.proposer().isEmpty()) {
            terms.add("proposals by " + run.proposer());
        }
        if (run.isolation().equals(Optional.of("none"))) {
            terms.add("without a sandbox");
        }
        return terms;
    }

    static String gate(GatePolicy gate) {
        String against = switch (gate.compare()) {
            case INCUMBENT -> "the incumbent";
            case BASELINE -> "the baseline";
        };
        return switch (gate.policy()) {
            case STRICT -> "kept if better than " + against;
            case THRESHOLD ->
                "kept if at least %s better than %s".formatted(Figures.percent(gate.minimumGain()), against);
        };
    }

    /// The incumbent against the baseline, as half a sentence.
    static String standing(RunState state) {
        Event.RunStarted run = state.run();
        if (state.baseline().isEmpty() || state.incumbent().isEmpty()) {
            return "nothing is measured yet";
        }
        double baseline = state.baseline().get().value();
        RunState.Program best = state.incumbent().get();
        int decimals = Figures.decimals(baseline);
        String kind = Figures.kind(run.judge());
        if (best.experiment() == 0) {
            return "the baseline is still the best: %s %s (%s)"
                    .formatted(run.metric(), Figures.fixed(baseline, decimals), kind);
        }
        double gain = run.direction().gain(best.value(), baseline);
        return "best so far is experiment %d: %s %s (%s), %s better than the baseline's %s"
                .formatted(
                        best.experiment(),
                        run.metric(),
                        Figures.fixed(best.value(), decimals),
                        kind,
                        baseline == 0 ? Figures.fixed(gain, decimals) : Figures.percent(gain / Math.abs(baseline)),
                        Figures.fixed(baseline, decimals));
    }

    /// The last lines of a session.
    static List<String> closing(RunState state, Screen screen) {
        Session session = state.sessions().isEmpty() ? null : state.sessions().getLast();
        if (session == null || session.ended().isEmpty()) {
            return List.of();
        }
        EndReason reason = session.ended().get();
        String detail = session.detail().isBlank() ? "" : " (%s)".formatted(Cells.clean(session.detail()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(screen.ink()
                        .bold(
                                switch (reason) {
                                    case LIMIT -> "Done";
                                    case STOPPED -> "Stopped";
                                    case PAUSED -> "Paused";
                                    case FAILED -> "Ended by an error";
                                    case BASELINE_FAILED -> "The baseline could not be measured";
                                })
                + detail
                + (reason == EndReason.BASELINE_FAILED ? "." : "; " + standing(state) + "."));
        String next = switch (reason) {
            case LIMIT -> "nightjar report tells the story; nightjar best hands over the model.";
            case STOPPED, PAUSED, FAILED -> "nightjar resume goes on; nightjar report tells what there is so far.";
            case BASELINE_FAILED -> "Maybe the program as it stands does not train; its log is in the trial's folder.";
        };
        lines.add(screen.ink().dim(next));
        return lines;
    }
}
