package dev.nightjar.search;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// A Gaussian process with a Matérn 5/2 kernel, one length a knob, and noise (Rasmussen and Williams, "Gaussian
/// Processes for Machine Learning", 2006).
final class GaussianProcess {

    /// Below what a diagonal is taken for not positive.
    static final double PIVOT = 1e-12;

    private static final double LEAST_VARIANCE = 1e-10;

    private final Embedding embedding;
    private final Hyper hyper;
    private final double[][] points;
    private final double mean;
    private final double[] weights;
    private final double[][] inverse;

    /// Posterior of the value without noise.
    record Prediction(double mean, double deviation) {}

    /// @param points embedded
    GaussianProcess(Embedding embedding, double[][] points, double[] values, Hyper hyper) {
        this.embedding = embedding;
        this.hyper = hyper;
        this.points = Arrays.stream(points)
                .map(point -> embedding.scaled(point, hyper.lengths()))
                .toArray(double[][]::new);
        this.mean = Arrays.stream(values).average().orElse(0);
        inverse = new CholeskyDecomposition(covariance(this.points, hyper), 1e-9, PIVOT)
                .getSolver()
                .getInverse()
                .getData();
        double[] centered = Arrays.stream(values).map(value -> value - mean).toArray();
        weights = Arrays.stream(inverse)
                .mapToDouble(row -> Embedding.dot(row, centered))
                .toArray();
    }

    Hyper hyper() {
        return hyper;
    }

    double mean(double[] point) {
        double[] at = embedding.scaled(point, hyper.lengths());
        double sum = mean;
        for (int i = 0; i < points.length; i++) {
            sum += hyper.signal() * Matern.at(Embedding.squared(points[i], at)) * weights[i];
        }
        return sum;
    }

    Prediction at(double[] point) {
        double[] at = embedding.scaled(point, hyper.lengths());
        double[] near = new double[points.length];
        double sum = mean;
        for (int i = 0; i < near.length; i++) {
            near[i] = hyper.signal() * Matern.at(Embedding.squared(points[i], at));
            sum += near[i] * weights[i];
        }
        double explained = 0;
        for (int i = 0; i < near.length; i++) {
            double[] row = inverse[i];
            double part = 0.5 * row[i] * near[i];
            for (int j = 0; j < i; j++) {
                part += row[j] * near[j];
            }
            explained += 2 * near[i] * part;
        }
        return new Prediction(sum, Math.sqrt(Math.max(LEAST_VARIANCE, hyper.signal() - explained)));
    }

    /// @param points in units of the lengths
    static RealMatrix covariance(double[][] points, Hyper hyper) {
        int n = points.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = hyper.signal() + hyper.noise();
            for (int j = 0; j < i; j++) {
                covariance[i][j] = hyper.signal() * Matern.at(Embedding.squared(points[i], points[j]));
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Array2DRowRealMatrix(covariance, false);
    }
}
