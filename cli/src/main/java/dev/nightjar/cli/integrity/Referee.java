package dev.nightjar.cli.integrity;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.Observer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Watches a run whose experiments are attacks, and says of each what became of it and whether that is as it must be.
final class Referee implements Observer {

    /// What is proposed: a case and the text of its file, canaries filled in.
    record Attempt(Case attack, String text) {}

    private final List<Attempt> attempts;
    private final Fence fence;
    private final String base;
    private final Scene scene;
    private final Repeats repeats;
    private final Consumer<Outcome> outcomes;
    private long start = System.nanoTime();

    /// @param attempts in the order of the run's experiments
    /// @param base     the lab's own program
    Referee(
            List<Attempt> attempts,
            Fence fence,
            String base,
            Scene scene,
            Repeats repeats,
            Consumer<Outcome> outcomes) {
        this.attempts = attempts;
        this.fence = fence;
        this.base = base;
        this.scene = scene;
        this.repeats = repeats;
        this.outcomes = outcomes;
    }

    @Override
    public void progressed(Trial trial, Progress progress) {
        // What counts is in the ledger.
    }

    @Override
    public void recorded(Entry entry, RunState state) {
        switch (entry.event()) {
            case Event.Proposed proposed -> {
                scene.remember();
                repeats.expect(attempts.get(proposed.number() - 1).attack());
                start = System.nanoTime();
            }
            case Event.Blocked blocked -> conclude(blocked.number(), state);
            case Event.Decided decided -> conclude(decided.number(), state);
            default -> {
                // In the middle of an experiment.
            }
        }
    }

    private void conclude(int number, RunState state) {
        double seconds = (System.nanoTime() - start) / 1e9 - repeats.seconds();
        Attempt attempt = attempts.get(number - 1);
        Experiment experiment = state.experiments().get(number - 1);
        double honest = state.baseline().map(RunState.Program::value).orElse(Double.NaN);
        Verdict verdict = Verdict.of(experiment, honest);
        List<String> wrong = new ArrayList<>();
        if (!verdict.in(attempt.attack().record())) {
            wrong.add("its record is \"%s\" (%s), not %s"
                    .formatted(
                            verdict.words(),
                            firstLine(verdict.reason()),
                            attempt.attack().record()));
        }
        if (seconds > attempt.attack().seconds()) {
            wrong.add("it took %.1f s, more than %.0f"
                    .formatted(seconds, attempt.attack().seconds()));
        }
        if (verdict.reason().chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t')) {
            wrong.add("its reason in the ledger has control characters");
        }
        List<Integer> trials = experiment.trials().stream()
                .map(TrialRecord::trial)
                .map(Trial::id)
                .toList();
        wrong.addAll(scene.traces(attempt, trials));
        boolean crashed = verdict.words().contains("INTEGRITY");
        int judged = repeats.judged();
        wrong.addAll(unlikely(attempt.attack(), repeats.detected(), judged));
        outcomes.accept(new Outcome(
                attempt.attack(),
                verdict,
                !attempt.attack().raw() && fence.wouldStop(base, attempt.text()),
                judged > 0 ? repeats.detected() : crashed ? 1 : 0,
                Math.max(1, judged),
                verdict.value().isPresent()
                        ? OptionalDouble.of(honest - verdict.value().getAsDouble())
                        : OptionalDouble.empty(),
                seconds,
                wrong));
    }

    /// Whether so few detections are less likely than one in a thousand, were the chance as stated.
    private static List<String> unlikely(Case attack, int detected, int judged) {
        if (attack.chance().isEmpty() || judged == 0) {
            return List.of();
        }
        double chance = attack.chance().getAsDouble();
        double atMost = IntStream.rangeClosed(0, detected)
                .mapToDouble(k -> choose(judged, k) * Math.pow(chance, k) * Math.pow(1 - chance, judged - k))
                .sum();
        return atMost >= 0.001
                ? List.of()
                : List.of("it was detected %d times of %d, too rarely for a chance of %s"
                        .formatted(detected, judged, chance));
    }

    private static double choose(int n, int k) {
        return IntStream.rangeClosed(1, k)
                .mapToDouble(i -> (double) (n - k + i) / i)
                .reduce(1, (a, b) -> a * b);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
