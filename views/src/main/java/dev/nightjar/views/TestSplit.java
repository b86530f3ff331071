package dev.nightjar.views;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import java.util.List;
import java.util.Locale;

/// What the test split said, one line a program. It takes no part in any decision.
public final class TestSplit {

    private TestSplit() {}

    /// In the order in which they were measured; none before the end of a run.
    public static List<String> lines(RunState state) {
        return state.tests().stream().map(tested -> line(state, tested)).toList();
    }

    static String line(RunState state, Event.Tested tested) {
        String who = state.trials().stream()
                .filter(record -> record.trial().id() == tested.trial())
                .findFirst()
                .map(record -> name(record.trial()))
                .orElse("trial " + tested.trial());
        return "Test split, %s: %s"
                .formatted(
                        who,
                        switch (tested.judgement()) {
                            case Judgement.Measured measured ->
                                figure(state.run().metric(), measured);
                            case Judgement.Refused refused ->
                                "none; " + refused.reason().lines().findFirst().orElse("");
                        });
    }

    private static String figure(String metric, Judgement.Measured measured) {
        int decimals = Figures.decimals(measured.value());
        String error = measured.standardError().isPresent()
                ? " ± " + Figures.fixed(measured.standardError().getAsDouble(), decimals)
                : "";
        return "%s %s%s (%s)"
                .formatted(
                        metric,
                        Figures.fixed(measured.value(), decimals),
                        error,
                        measured.judge().name().toLowerCase(Locale.ROOT));
    }

    private static String name(Trial trial) {
        return trial.experiment() == 0 ? "baseline" : "#" + trial.experiment();
    }
}
