package dev.nightjar.cli.bench.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finished searches, and what they say about each other.
public record Results(List<Track> tracks) {

    public Results {
        tracks = List.copyOf(tracks);
    }

    List<String> problems() {
        return tracks.stream().map(Track::problem).distinct().toList();
    }

    List<String> optimizers() {
        return tracks.stream().map(Track::optimizer).distinct().toList();
    }

    /// The shortest budget that a problem was searched with.
    double hours(String problem) {
        return tracks.stream()
                .filter(track -> track.problem().equals(problem))
                .mapToDouble(Track::hours)
                .min()
                .orElse(0);
    }

    List<Track> of(String problem, String optimizer) {
        return tracks.stream()
                .filter(track ->
                        track.problem().equals(problem) && track.optimizer().equals(optimizer))
                .sorted(Comparator.comparingLong(Track::seed))
                .toList();
    }

    /// Mean and standard deviation of what is left over the seeds.
    Spread left(String problem, String optimizer, double hours) {
        return Spread.of(of(problem, optimizer).stream()
                .mapToDouble(track -> track.left(hours))
                .toArray());
    }

    /// The one of `optimizers` that is best on average; empty where none ran.
    Optional<String> best(String problem, List<String> optimizers, double hours) {
        return optimizers.stream()
                .filter(optimizer -> !of(problem, optimizer).isEmpty())
                .min(Comparator.comparingDouble(
                        optimizer -> left(problem, optimizer, hours).mean()));
    }

    /// The paired test of two optimizers over the seeds that both ran.
    Duel duel(String problem, String one, String other, double hours) {
        List<Track> others = of(problem, other);
        double[] differences = of(problem, one).stream()
                .flatMap(track -> others.stream()
                        .filter(against -> against.seed() == track.seed())
                        .map(against -> track.left(hours) - against.left(hours)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Duel(other, Arrays.stream(differences).average().orElse(0), SignedRank.p(differences));
    }

    /// @param difference mean over the seeds; negative where the first is better
    /// @param p          two-sided
    record Duel(String against, double difference, double p) {

        private static final double LEVEL = 0.05;

        boolean better() {
            return p < LEVEL && difference < 0;
        }

        boolean worse() {
            return p < LEVEL && difference > 0;
        }

        String verdict() {
            return better() ? "better" : worse() ? "worse" : "as good";
        }
    }

    /// @param deviation of single seeds; 0 with one
    record Spread(double mean, double deviation) {

        static Spread of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return new Spread(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)));
        }
    }
}
