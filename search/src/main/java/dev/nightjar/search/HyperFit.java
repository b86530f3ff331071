package dev.nightjar.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// Finds the most probable [Hyper] of values at points.
///
/// The lengths' prior grows with the root of the number of knobs (Hvarfner et al., "Vanilla Bayesian
/// Optimization Performs Great in High Dimensions", 2024): without that, a process over many knobs believes
/// that everything is far from everything.
final class HyperFit {

    /// Means and standard deviations of the priors, all on the logarithm: of a length over the root of the
    /// number of knobs, of the signal's variance, and of the noise's.
    private static final double LENGTH = -0.7;

    private static final double LENGTH_SPREAD = 1;
    private static final double SIGNAL_SPREAD = 1;
    private static final double NOISE = -5;
    private static final double NOISE_SPREAD = 1.5;

    /// Where earlier runs explain most, less is left.
    private static final double REST = -1;

    /// The fit is to few points first, and then to more.
    private static final int FEW = 50;

    private static final int FEW_STEPS = 14;
    private static final int MORE = 100;
    private static final int MORE_STEPS = 6;

    private final Embedding embedding;
    private final Trend trend;
    private final int knobs;
    private final double typicalLength;
    private final double typicalSignal;
    private double[] theta;

    HyperFit(Embedding embedding, Trend trend) {
        this.embedding = embedding;
        this.trend = trend;
        this.typicalSignal = trend.runs().isEmpty() ? 0 : REST;
        this.knobs = embedding.knobCount();
        this.typicalLength = LENGTH + 0.5 * Math.log(knobs);
        theta = new double[knobs + 2];
        Arrays.fill(theta, 0, knobs, typicalLength);
        theta[knobs] = typicalSignal;
        theta[knobs + 1] = NOISE;
    }

    /// @param told the best first
    static Hyper of(Embedding embedding, Told told, Trend trend) {
        List<Integer> all = IntStream.range(0, told.size()).boxed().toList();
        return new HyperFit(embedding, trend)
                .improve(told.only(Spread.of(all, FEW)), FEW_STEPS)
                .improve(told.only(Spread.of(all, MORE)), MORE_STEPS)
                .hyper();
    }

    Hyper hyper() {
        return Hyper.of(theta);
    }

    /// Improves by `steps` of resilient propagation (Riedmiller and Braun, 1993) on the logarithms. Called
    /// again with more points, it goes on from where it was.
    HyperFit improve(Told told, int steps) {
        double[] centered = told.centered(trend);
        double[] at = theta.clone();
        double[] stride = new double[at.length];
        Arrays.fill(stride, 0.3);
        double[] before = new double[at.length];
        double bestDensity = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            double[] slope = new double[at.length];
            double density = density(told, centered, at, slope);
            if (density > bestDensity) {
                bestDensity = density;
                theta = at.clone();
            }
            for (int k = 0; k < at.length; k++) {
                double agreement = slope[k] * before[k];
                stride[k] = agreement > 0 ? Math.min(1, stride[k] * 1.3) : agreement < 0 ? stride[k] * 0.5 : stride[k];
                before[k] = agreement < 0 ? 0 : slope[k];
                at[k] = bounded(k, at[k] + Math.signum(before[k]) * stride[k]);
            }
        }
        return this;
    }

    private double bounded(int k, double logarithm) {
        if (k < knobs) {
            return Math.clamp(logarithm, Math.log(0.02), Math.log(50));
        }
        return k == knobs ? Math.clamp(logarithm, typicalSignal - 3, 4) : Math.clamp(logarithm, Math.log(1e-5), 1);
    }

    /// The logarithm of the posterior density up to a constant, and its slope.
    private double density(Told told, double[] centered, double[] at, double[] slope) {
        int n = told.size();
        Hyper hyper = Hyper.of(at);
        double[][] scaled = Arrays.stream(told.points())
                .map(point -> embedding.scaled(point, hyper.lengths()))
                .toArray(double[][]::new);
        RealMatrix covariance = GaussianProcess.covariance(scaled, told.features(), hyper, trend);
        CholeskyDecomposition cholesky = new CholeskyDecomposition(covariance, 1e-9, GaussianProcess.PIVOT);
        double[][] inverse = cholesky.getSolver().getInverse().getData();
        double[] alpha = Arrays.stream(inverse)
                .mapToDouble(row -> Embedding.dot(row, centered))
                .toArray();
        double density = -0.5 * Embedding.dot(alpha, centered);
        RealMatrix lower = cholesky.getL();
        double trace = 0;
        double trended = 0;
        double fit = Embedding.dot(alpha, centered);
        double[] byCoordinate = new double[embedding.knobs().length];
        for (int i = 0; i < n; i++) {
            density -= Math.log(lower.getEntry(i, i));
            trace += alpha[i] * alpha[i] - inverse[i][i];
            trended += 0.5
                    * (alpha[i] * alpha[i] - inverse[i][i])
                    * trend.covariance(told.features()[i], told.features()[i]);
            for (int j = 0; j < i; j++) {
                double weight = alpha[i] * alpha[j] - inverse[i][j];
                trended += weight * trend.covariance(told.features()[i], told.features()[j]);
                double common = weight * hyper.signal() * Matern.slope(Embedding.squared(scaled[i], scaled[j]));
                for (int c = 0; c < byCoordinate.length; c++) {
                    double step = scaled[i][c] - scaled[j][c];
                    byCoordinate[c] += common * step * step;
                }
            }
        }
        for (int c = 0; c < byCoordinate.length; c++) {
            slope[embedding.knobs()[c]] += byCoordinate[c];
        }
        slope[knobs + 1] = 0.5 * trace * hyper.noise();
        slope[knobs] = 0.5 * (fit - n) - slope[knobs + 1] - trended;
        for (int k = 0; k < knobs; k++) {
            density += prior(at, slope, k, typicalLength, LENGTH_SPREAD);
        }
        return density
                + prior(at, slope, knobs, typicalSignal, SIGNAL_SPREAD)
                + prior(at, slope, knobs + 1, NOISE, NOISE_SPREAD);
    }

    private static double prior(double[] at, double[] slope, int k, double mean, double deviation) {
        double z = (at[k] - mean) / deviation;
        slope[k] -= z / deviation;
        return -0.5 * z * z;
    }
}
