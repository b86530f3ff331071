package dev.nightjar.search;

import java.util.Arrays;
import java.util.List;

/// What a process takes over from earlier runs: the sum of their processes, each times a weight. The weights are
/// normal and learnt along with the rest (a linear model beside the kernel: Rasmussen and Williams, 2006, section
/// 2.7), so a run that misleads loses its say, and can even count the other way round. Of a run with another
/// budget the shape counts, not the size. With no runs it is nothing at all.
///
/// @param means     of the weights
/// @param variances of the weights
record Trend(List<EarlierRun> runs, double[] means, double[] variances) {

    static final Trend NONE = new Trend(List.of(), new double[0], new double[0]);

    /// What all runs together are expected to explain of a difference, and the standard deviation of one weight.
    private static final double EXPECTED = 0.8;

    private static final double DOUBT = 0.5;

    /// @param unit of this run's values, in the metric's
    static Trend of(List<EarlierRun> runs, double unit) {
        double[] ratios = runs.stream().mapToDouble(run -> run.unit() / unit).toArray();
        return new Trend(
                runs,
                Arrays.stream(ratios)
                        .map(ratio -> EXPECTED / runs.size() * ratio)
                        .toArray(),
                Arrays.stream(ratios)
                        .map(ratio -> DOUBT * ratio * DOUBT * ratio)
                        .toArray());
    }

    /// What each run says of a place.
    double[] features(double[] embedded) {
        double[] features = new double[means.length];
        for (int e = 0; e < features.length; e++) {
            features[e] = runs.get(e).at(embedded);
        }
        return features;
    }

    double expected(double[] features) {
        return Embedding.dot(means, features);
    }

    double covariance(double[] one, double[] other) {
        double sum = 0;
        for (int e = 0; e < variances.length; e++) {
            sum += variances[e] * one[e] * other[e];
        }
        return sum;
    }

    /// How far a learnt weight is what was expected of its run: 0 for one that misleads, 1 for one to go by.
    double trust(int run, double weight) {
        return means[run] > 0 ? Math.clamp(weight / means[run], 0.0, 1.0) : 0;
    }
}
