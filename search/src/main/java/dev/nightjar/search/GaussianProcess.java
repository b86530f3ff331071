package dev.nightjar.search;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// A Gaussian process with a Matérn 5/2 kernel, one length a knob, and noise (Rasmussen and Williams, "Gaussian
/// Processes for Machine Learning", 2006), on top of what earlier runs say.
final class GaussianProcess {

    /// Below what a diagonal is taken for not positive.
    static final double PIVOT = 1e-12;

    private static final double LEAST_VARIANCE = 1e-10;

    private final Embedding embedding;
    private final Hyper hyper;
    private final Trend trend;
    private final double[][] points;
    private final double[][] features;
    private final double mean;
    private final double[] weights;
    private final double[] shares;
    private final double[][] inverse;

    /// Posterior of the value without noise.
    record Prediction(double mean, double deviation) {}

    GaussianProcess(Embedding embedding, Told told, Hyper hyper, Trend trend) {
        this.embedding = embedding;
        this.hyper = hyper;
        this.trend = trend;
        points = Arrays.stream(told.points())
                .map(point -> embedding.scaled(point, hyper.lengths()))
                .toArray(double[][]::new);
        features = told.features();
        double[] centered = told.centered(trend);
        mean = told.mean(trend);
        inverse = new CholeskyDecomposition(covariance(points, features, hyper, trend), 1e-9, PIVOT)
                .getSolver()
                .getInverse()
                .getData();
        weights = Arrays.stream(inverse)
                .mapToDouble(row -> Embedding.dot(row, centered))
                .toArray();
        shares = trend.means().clone();
        for (int e = 0; e < shares.length; e++) {
            for (int i = 0; i < points.length; i++) {
                shares[e] += trend.variances()[e] * features[i][e] * weights[i];
            }
        }
    }

    /// With the most probable hyperparameters.
    static GaussianProcess fitted(Embedding embedding, Told told, Trend trend) {
        return new GaussianProcess(embedding, told, HyperFit.of(embedding, told, trend), trend);
    }

    Hyper hyper() {
        return hyper;
    }

    /// The weight that an earlier run has come to.
    double share(int run) {
        return shares[run];
    }

    double mean(double[] point) {
        return mean(point, trend.features(point));
    }

    private double mean(double[] point, double[] own) {
        double[] at = embedding.scaled(point, hyper.lengths());
        double sum = mean + Embedding.dot(shares, own);
        for (int i = 0; i < points.length; i++) {
            sum += hyper.signal() * Matern.at(Embedding.squared(points[i], at)) * weights[i];
        }
        return sum;
    }

    Prediction at(double[] point) {
        double[] at = embedding.scaled(point, hyper.lengths());
        double[] own = trend.features(point);
        double[] near = new double[points.length];
        double sum = mean + Embedding.dot(shares, own);
        for (int i = 0; i < near.length; i++) {
            near[i] = hyper.signal() * Matern.at(Embedding.squared(points[i], at));
            sum += near[i] * weights[i];
            near[i] += trend.covariance(features[i], own);
        }
        double variance = hyper.signal() + trend.covariance(own, own);
        double explained = 0;
        for (int i = 0; i < near.length; i++) {
            double[] row = inverse[i];
            double part = 0.5 * row[i] * near[i];
            for (int j = 0; j < i; j++) {
                part += row[j] * near[j];
            }
            explained += 2 * near[i] * part;
        }
        return new Prediction(sum, Math.sqrt(Math.max(LEAST_VARIANCE, variance - explained)));
    }

    /// The mean, and a deviation that no place with the same mean exceeds.
    Prediction loosest(double[] point) {
        double[] own = trend.features(point);
        return new Prediction(
                mean(point, own), Math.sqrt(Math.max(LEAST_VARIANCE, hyper.signal() + trend.covariance(own, own))));
    }

    /// @param points in units of the lengths
    static RealMatrix covariance(double[][] points, double[][] features, Hyper hyper, Trend trend) {
        int n = points.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = hyper.signal() + hyper.noise() + trend.covariance(features[i], features[i]);
            for (int j = 0; j < i; j++) {
                covariance[i][j] = hyper.signal() * Matern.at(Embedding.squared(points[i], points[j]))
                        + trend.covariance(features[i], features[j]);
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Array2DRowRealMatrix(covariance, false);
    }
}
