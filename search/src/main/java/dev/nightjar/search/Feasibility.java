package dev.nightjar.search;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// The probability that a trial lives, as a function of the knobs: a Gaussian process classifier in Laplace's
/// approximation (Rasmussen and Williams, 2006, algorithms 3.1 and 3.2).
///
/// Its [Kernel] is linear in the knobs' logarithms, where a product of knobs, such as the memory that a program
/// needs, is a sum; plus a smooth part for what is left. Where the needs of those that lived were measured, it is
/// steep in what a trial is expected to need, too.
final class Feasibility {

    /// Variances of the linear and of the smooth part, and the latent value where nothing is known: three in
    /// four trials live.
    private static final double LINEAR = 4;

    private static final double SMOOTH = 2;
    private static final double BIAS = 1;

    /// Variance of the slope over the logarithm of a need, and how far to either side of the largest that was
    /// survived it counts: a wall is steep, and far from it there is nothing to learn.
    private static final double STEEP = 400;

    private static final double FAR = 1;

    /// How alike the walls of two runs are.
    private static final double ACROSS_RUNS = 0.7;

    private static final int NEWTON_STEPS = 12;
    private static final int HALVINGS = 8;
    private static final double CONVERGED = 1e-3;

    private final Kernel knobs;
    private final List<Demand> demands;
    private final int[] runs;
    private final List<Place> places;
    private final double[] slopes;
    private final double[] curvatures;
    private final double[][] lower;

    /// A trial that lived or died, in this run (0) or in an earlier one.
    record Ended(double[] point, boolean lived, int run) {}

    /// A point as the kernel sees it.
    ///
    /// @param needs what is expected to be needed there, for each demand
    private record Place(Kernel.Place knobs, double[] needs) {}

    /// @param demands of the resources that the failures may have run out of
    Feasibility(Embedding embedding, List<Ended> fates, List<Demand> demands) {
        this.knobs = new Kernel(embedding, LINEAR, SMOOTH);
        this.demands = demands;
        runs = fates.stream().mapToInt(Ended::run).toArray();
        places = fates.stream().map(ended -> place(ended.point())).toList();
        int n = places.size();
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                kernel[i][j] = kernel(places.get(i), runs[i], places.get(j), runs[j]);
                kernel[j][i] = kernel[i][j];
            }
        }
        slopes = new double[n];
        curvatures = new double[n];
        lower = mode(kernel, fates);
    }

    /// Newton's steps to the mode of the latent function, each halved until it climbs: a steep kernel makes whole
    /// ones jump over it. Returns the triangle that the variances need.
    private double[][] mode(double[][] kernel, List<Ended> fates) {
        int n = kernel.length;
        double[] latent = new double[n];
        double[] weights = new double[n];
        double height = height(latent, weights, fates);
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
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                next[i] = Embedding.dot(kernel[i], right);
            }
            double reached = height(next, right, fates);
            for (int half = 0; half < HALVINGS && reached < height - CONVERGED; half++) {
                next = middle(latent, next);
                right = middle(weights, right);
                reached = height(next, right, fates);
            }
            double moved = 0;
            for (int i = 0; i < n; i++) {
                moved = Math.max(moved, Math.abs(next[i] - latent[i]));
            }
            latent = next;
            weights = right;
            height = reached;
            cholesky = decomposed(kernel, latent, fates);
            if (moved < CONVERGED) {
                break;
            }
        }
        return cholesky.getL().getData();
    }

    /// The logarithm of the posterior density at `latent`, the kernel times `weights`, up to a constant.
    private static double height(double[] latent, double[] weights, List<Ended> fates) {
        double height = -0.5 * Embedding.dot(weights, latent);
        for (int i = 0; i < latent.length; i++) {
            double towards = fates.get(i).lived() ? latent[i] + BIAS : -latent[i] - BIAS;
            height += towards > 0 ? -Math.log1p(Math.exp(-towards)) : towards - Math.log1p(Math.exp(towards));
        }
        return height;
    }

    private static double[] middle(double[] a, double[] b) {
        double[] middle = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            middle[i] = (a[i] + b[i]) / 2;
        }
        return middle;
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
        Place place = place(point);
        double mean = BIAS;
        double explained = 0;
        double[] half = new double[slopes.length];
        for (int i = 0; i < half.length; i++) {
            double kernel = kernel(places.get(i), runs[i], place, 0);
            mean += kernel * slopes[i];
            double sum = curvatures[i] * kernel;
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                sum -= row[j] * half[j];
            }
            half[i] = sum / row[i];
            explained += half[i] * half[i];
        }
        double variance = Math.max(0, kernel(place, 0, place, 0) - explained);
        return logistic(mean / Math.sqrt(1 + Math.PI * variance / 8));
    }

    private Place place(double[] point) {
        return new Place(
                knobs.place(point),
                demands.stream()
                        .mapToDouble(demand -> Math.clamp(demand.at(point), -FAR, FAR))
                        .toArray());
    }

    /// What an earlier run had of memory and time may have been another amount, so needs are compared in this one
    /// only.
    private double kernel(Place a, int run, Place b, int other) {
        double alike = run == other ? 1 : ACROSS_RUNS;
        double needs = run == 0 && other == 0 ? STEEP * Embedding.dot(a.needs(), b.needs()) : 0;
        return alike * knobs.between(a.knobs(), b.knobs()) + needs;
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
