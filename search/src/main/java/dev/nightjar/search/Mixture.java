package dev.nightjar.search;

import java.util.List;
import java.util.Random;

/// A Parzen estimate of where some points of a space come from: around each of them a product of one Gaussian
/// an axis, cut off at the unit interval (on a categorical axis, a share of certainty), and the uniform prior
/// as one more component. Densities are relative to the prior. A coordinate that is unknown (NaN) says
/// nothing.
final class Mixture {

    private final Space space;
    private final List<double[]> centers;
    private final double logWeight;
    private final double[] widths;
    private final double[] certainties;
    private final double[][] logNorms;

    /// Which axes are categorical, the centers' cells there, and the logarithms of a category's share when it
    /// is the center's and when it is another.
    private final boolean[] categorical;

    private final int[][] cells;
    private final double[] logSame;
    private final double[] logOther;

    /// @param width of the kernels, on the unit interval
    Mixture(Space space, List<double[]> centers, double width) {
        this.space = space;
        this.centers = centers;
        logWeight = -Math.log(centers.size() + 1);
        int n = space.dimensions();
        widths = new double[n];
        certainties = new double[n];
        for (int d = 0; d < n; d++) {
            Axis axis = space.axis(d);
            widths[d] = axis.discrete() ? Math.max(width, 0.4 / axis.levels()) : width;
            certainties[d] = Math.max(1.0 / axis.levels(), 1 - 2 * width);
        }
        categorical = new boolean[n];
        logSame = new double[n];
        logOther = new double[n];
        for (int d = 0; d < n; d++) {
            int levels = space.axis(d).levels();
            categorical[d] = space.axis(d).categorical();
            logSame[d] = Math.log(certainties[d] * levels);
            logOther[d] = Math.log((1 - certainties[d]) / Math.max(1, levels - 1) * levels);
        }
        cells = centers.stream().map(this::cells).toArray(int[][]::new);
        logNorms = new double[centers.size()][n];
        for (int k = 0; k < centers.size(); k++) {
            for (int d = 0; d < n; d++) {
                double center = centers.get(k)[d];
                double inside = Normal.cumulative((1 - center) / widths[d]) - Normal.cumulative(-center / widths[d]);
                logNorms[k][d] = Math.log(widths[d] * Math.sqrt(2 * Math.PI) * inside);
            }
        }
    }

    private int[] cells(double[] point) {
        int[] at = new int[point.length];
        for (int d = 0; d < at.length; d++) {
            at[d] = categorical[d] ? space.axis(d).cell(point[d]) : 0;
        }
        return at;
    }

    /// No density is less than this, in its logarithm.
    double least() {
        return logWeight;
    }

    double logDensity(double[] point) {
        int[] own = cells(point);
        double[] terms = new double[centers.size() + 1];
        double largest = 0;
        for (int k = 0; k < centers.size(); k++) {
            for (int d = 0; d < point.length; d++) {
                terms[k] += logKernel(k, d, point[d], own[d]);
            }
            largest = Math.max(largest, terms[k]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return logWeight + largest + Math.log(sum);
    }

    /// Draws a component, and from it a point that keeps a random share, up to `keep`, of the center's
    /// coordinates: with many knobs, to move all of them at once is to lose what made the center good.
    double[] sample(double keep, Random random) {
        double[] point = new double[space.dimensions()];
        int component = random.nextInt(centers.size() + 1);
        boolean prior = component == centers.size();
        double share = keep * random.nextDouble();
        for (int d = 0; d < point.length; d++) {
            double center = prior ? Double.NaN : centers.get(component)[d];
            point[d] = random.nextDouble() < share && !prior ? center : sampleAround(center, d, random);
        }
        return point;
    }

    private double sampleAround(double center, int d, Random random) {
        if (Double.isNaN(center)) {
            return random.nextDouble();
        }
        Axis axis = space.axis(d);
        if (axis.categorical()) {
            return random.nextDouble() < certainties[d] ? center : Steps.elsewhere(axis, center, random);
        }
        double at;
        do {
            at = center + widths[d] * random.nextGaussian();
        } while (at < 0 || at > 1);
        return at;
    }

    private double logKernel(int k, int d, double at, int cell) {
        double center = centers.get(k)[d];
        if (Double.isNaN(center) || Double.isNaN(at)) {
            return 0;
        }
        if (categorical[d]) {
            return cells[k][d] == cell ? logSame[d] : logOther[d];
        }
        double z = (at - center) / widths[d];
        return -0.5 * z * z - logNorms[k][d];
    }
}
