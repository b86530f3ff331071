package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where the run stands: baseline and incumbent in figures, the noise, what is left.
final class StandingText {

    private StandingText() {}

    static Section of(RunState state, Lab lab, int number) {
        List<String> lines = new ArrayList<>();
        String metric = lab.metric().name();
        Optional<RunState.Program> baseline = state.baseline();
        baseline.ifPresent(program ->
                lines.add("Baseline: %s %s.%s".formatted(metric, Figure.metric(program.value()), costs(program))));
        state.incumbent()
                .filter(program -> program.experiment() > 0)
                .ifPresent(program -> lines.add("Incumbent: %s %s, from experiment %d%s.%s"
                        .formatted(
                                metric,
                                Figure.metric(program.value()),
                                program.experiment(),
                                baseline.map(first -> ", "
                                                + Figure.gain(lab.metric().direction(), program.value(), first.value())
                                                + " than the baseline")
                                        .orElse(""),
                                costs(program))));
        lines.add(Noise.of(state)
                .map(noise -> "Noise: %s (%s).".formatted(Figure.small(noise.deviation()), noise.source()))
                .orElse("Noise: not known yet; treat small differences as chance."));
        lines.add(counts(state));
        lab.limits().experiments().ifPresent(most -> lines.add("This is experiment %d of %d.".formatted(number, most)));
        return new Section("Where things stand", String.join("\n", lines));
    }

    private static String costs(RunState.Program program) {
        if (!(program.trial().outcome().orElse(null) instanceof TrialOutcome.Trained trained)) {
            return "";
        }
        String reported = new TreeMap<>(trained.reported())
                .entrySet().stream()
                        .limit(12)
                        .map(entry -> Quoted.line(entry.getKey(), 40) + " " + Figure.metric(entry.getValue()))
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                " It trained for %.1f s and took %d MiB.%s",
                trained.trainSeconds(),
                trained.peakMemoryBytes() >> 20,
                reported.isEmpty() ? "" : " It says of itself: " + reported + ".");
    }

    private static String counts(RunState state) {
        Map<String, Long> counts = state.decided().stream()
                .collect(Collectors.groupingBy(
                        experiment -> experiment.status().orElseThrow().text(), TreeMap::new, Collectors.counting()));
        Optional<Experiment> running =
                state.experiments().stream().filter(Experiment::open).reduce((a, b) -> b);
        String decided = counts.isEmpty()
                ? "No experiment has ended yet."
                : "So far: "
                        + counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", "))
                        + ".";
        return running.filter(experiment -> experiment.committed().isPresent())
                .map(experiment -> decided
                        + " Experiment %d is in training now, its result is not known: %s."
                                .formatted(experiment.number(), Quoted.line(experiment.description(), 200)))
                .orElse(decided);
    }
}
