package dev.nightjar.search;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// The probability that a trial lives, as a function of the knobs: a Gaussian process classifier in Laplace's
/// approximation (Rasmussen and Williams, 2006, algorithms 3.1 and 3.2).
///
/// Its kernel is linear in the knobs' logarithms, where a product of knobs, such as the memory that a program
/// needs, is a sum; plus a smooth part for what is left.
final class Feasibility {

    /// Variances of the linear and of the smooth part, and the latent value where nothing is known: three in
    /// four trials live.
    private static final double LINEAR = 4;

    private static final double SMOOTH = 2;
    private static final double BIAS = 1;

    /// The smooth part's length, over the root of the number of knobs.
    private static final double LENGTH = 0.25;

    /// How alike the walls of two runs are.
    private static final double ACROSS_RUNS = 0.7;

    private static final int NEWTON_STEPS = 12;
    private static final double CONVERGED = 1e-3;

    private final Embedding embedding;
    private final double[] lengths;
    private final int[] runs;
    private final double[][] smooth;
    private final double[][] linear;
    private final double[] slopes;
    private final double[] curvatures;
    private final double[][] lower;

    /// A trial that lived or died, in this run (0) or in an earlier one.
    record Ended(double[] point, boolean lived, int run) {}

    Feasibility(Embedding embedding, List<Ended> fates) {
        this.embedding = embedding;
        runs = fates.stream().mapToInt(Ended::run).toArray();
        double[][] points = fates.stream().map(Ended::point).toArray(double[][]::new);
        lengths = new double[embedding.knobCount()];
        Arrays.fill(lengths, LENGTH * Math.sqrt(lengths.length));
        smooth = Arrays.stream(points).map(this::smooth).toArray(double[][]::new);
        linear = Arrays.stream(points).map(embedding::logarithms).toArray(double[][]::new);
        int n = points.length;
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                kernel[i][j] = alike(runs[i], runs[j]) * kernel(smooth[i], linear[i], smooth[j], linear[j]);
                kernel[j][i] = kernel[i][j];
            }
        }
        slopes = new double[n];
        curvatures = new double[n];
        lower = mode(kernel, fates);
    }

    /// Newton's steps to the mode of the latent function. Returns the triangle that the variances need.
    private double[][] mode(double[][] kernel, List<Ended> fates) {
        int n = kernel.length;
        double[] latent = new double[n];
        CholeskyDecomposition cholesky = decomposed(kernel, latent, fates);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] right = new double[n];
            for (int i = 0; i < n; i++) {
                right[i] = curvatures[i] * curvatures[i] * latent[i] + slopes[i];
            }
            double[] through = new double[n];
            for (int i = 0; i < n; i++) {
                through[i] = curvatures[i] * Embedding.dot(kernel[i], right);
            }
            double[] solved = cholesky.getSolver()
                    .solve(new ArrayRealVector(through, false))
                    .toArray();
            for (int i = 0; i < n; i++) {
                right[i] -= curvatures[i] * solved[i];
            }
            double moved = 0;
            for (int i = 0; i < n; i++) {
                double next = Embedding.dot(kernel[i], right);
                moved = Math.max(moved, Math.abs(next - latent[i]));
                latent[i] = next;
            }
            cholesky = decomposed(kernel, latent, fates);
            if (moved < CONVERGED) {
                break;
            }
        }
        return cholesky.getL().getData();
    }

    /// Sets slopes and (roots of) curvatures of the likelihood at `latent`.
    private CholeskyDecomposition decomposed(double[][] kernel, double[] latent, List<Ended> fates) {
        int n = kernel.length;
        for (int i = 0; i < n; i++) {
            double p = logistic(latent[i] + BIAS);
            slopes[i] = (fates.get(i).lived() ? 1 : 0) - p;
            curvatures[i] = Math.sqrt(Math.max(1e-8, p * (1 - p)));
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = curvatures[i] * kernel[i][j] * curvatures[j];
            }
            matrix[i][i] += 1;
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-9, GaussianProcess.PIVOT);
    }

    /// Between 0 and 1.
    double at(double[] point) {
        double[] near = smooth(point);
        double[] along = embedding.logarithms(point);
        double mean = BIAS;
        double explained = 0;
        double[] half = new double[slopes.length];
        for (int i = 0; i < half.length; i++) {
            double kernel = alike(runs[i], 0) * kernel(smooth[i], linear[i], near, along);
            mean += kernel * slopes[i];
            double sum = curvatures[i] * kernel;
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                sum -= row[j] * half[j];
            }
            half[i] = sum / row[i];
            explained += half[i] * half[i];
        }
        double variance = Math.max(0, kernel(near, along, near, along) - explained);
        return logistic(mean / Math.sqrt(1 + Math.PI * variance / 8));
    }

    private double[] smooth(double[] point) {
        return embedding.scaled(embedding.of(point), lengths);
    }

    private static double kernel(double[] a, double[] aLinear, double[] b, double[] bLinear) {
        return LINEAR * (0.1 + Embedding.dot(aLinear, bLinear)) + SMOOTH * Matern.at(Embedding.squared(a, b));
    }

    private static double alike(int run, int other) {
        return run == other ? 1 : ACROSS_RUNS;
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
