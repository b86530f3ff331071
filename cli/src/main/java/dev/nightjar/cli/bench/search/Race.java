package dev.nightjar.cli.bench.search;

import dev.nightjar.cli.bench.search.Problem.Answer;
import dev.nightjar.core.lab.Configuration;
import java.util.ArrayList;
import java.util.List;

/// Lets an optimizer search a problem for a budget of simulated time, from the problem's start.
final class Race {

    private static final double SECONDS_AN_HOUR = 3600;

    private Race() {}

    static Track run(Problem problem, Racer racer, String name, String version, long seed, double hours) {
        List<Track.Step> steps = new ArrayList<>();
        Configuration incumbent = problem.start();
        double best = Double.POSITIVE_INFINITY;
        double seconds = 0;
        double asking = 0;
        int trials = 0;
        int failed = 0;
        while (seconds < hours * SECONDS_AN_HOUR) {
            Configuration candidate = incumbent;
            if (trials > 0) {
                long begun = racer.nanoseconds();
                candidate = racer.ask(incumbent);
                asking += (racer.nanoseconds() - begun) / 1e6;
            }
            Answer answer = problem.evaluate(candidate, seed * 1_000_003 + trials);
            racer.tell(candidate, answer);
            seconds += answer.seconds();
            trials++;
            failed += answer.value().isPresent() ? 0 : 1;
            if (answer.value().orElse(Double.POSITIVE_INFINITY) < best) {
                best = answer.value().getAsDouble();
                incumbent = candidate;
                steps.add(new Track.Step(
                        seconds / SECONDS_AN_HOUR, problem.truth(candidate).orElse(best)));
            }
        }
        return new Track(
                problem.name(),
                name,
                version,
                seed,
                hours,
                problem.optimum().orElse(Double.NaN),
                trials,
                failed,
                asking / Math.max(1, trials - 1),
                steps);
    }
}
