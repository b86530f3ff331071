package dev.nightjar.search;

import dev.nightjar.core.proposal.Optimizer.Usage;
import dev.nightjar.search.History.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// What a trial needs of a resource, memory or time, as a function of the knobs: learnt from the trials that lived, and
/// said in logarithms over the largest need that any of them lived with.
///
/// A Gaussian process with the kernel of [Feasibility], because needs are products of knobs too. Only its mean is
/// used: how far it can be trusted, and where the wall is, is for [Feasibility] to learn.
final class Demand {

    /// With fewer measurements, or less between the largest and the smallest, there is nothing to learn.
    private static final int FEWEST = 6;

    private static final double LEAST_RANGE = 0.2;

    /// Variances, where all needs have a variance of one.
    private static final double LINEAR = 1;

    private static final double SMOOTH = 0.3;
    private static final double NOISE = 0.01;

    /// By how much, in the logarithm, the same trial may need another amount the next time: memory is looked at now
    /// and then, and time depends on the neighbours.
    private static final double SCATTER = 0.05;

    private final Kernel kernel;
    private final List<Kernel.Place> places;
    private final double[] weights;
    private final double mean;
    private final double deviation;
    private final double largest;

    private Demand(Embedding embedding, List<double[]> points, double[] logarithms) {
        kernel = new Kernel(embedding, LINEAR, SMOOTH);
        places = points.stream().map(kernel::place).toList();
        largest = Arrays.stream(logarithms).max().orElseThrow();
        mean = Arrays.stream(logarithms).average().orElseThrow();
        deviation = Math.sqrt(Arrays.stream(logarithms)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        double[] standard = Arrays.stream(logarithms)
                .map(value -> (value - mean) / deviation)
                .toArray();
        double[][] covariance = kernel.matrix(places);
        double noise = NOISE + Math.pow(SCATTER / deviation, 2);
        for (int i = 0; i < standard.length; i++) {
            covariance[i][i] += noise;
        }
        weights = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-9, GaussianProcess.PIVOT)
                .getSolver()
                .solve(new ArrayRealVector(standard, false))
                .toArray();
    }

    /// Of every resource that was measured often enough and not always the same.
    ///
    /// @param lived filled
    static List<Demand> of(Embedding embedding, List<Sample> lived) {
        return Stream.<Function<Usage, OptionalDouble>>of(Usage::memoryBytes, Usage::seconds)
                .flatMap(resource -> of(embedding, lived, resource).stream())
                .toList();
    }

    private static Optional<Demand> of(
            Embedding embedding, List<Sample> lived, Function<Usage, OptionalDouble> resource) {
        List<Sample> known = lived.stream()
                .filter(sample -> resource.apply(sample.usage()).isPresent())
                .toList();
        double[] logarithms = known.stream()
                .mapToDouble(sample -> Math.log(resource.apply(sample.usage()).getAsDouble()))
                .toArray();
        double range = Arrays.stream(logarithms).max().orElse(0)
                - Arrays.stream(logarithms).min().orElse(0);
        return known.size() < FEWEST || range < LEAST_RANGE
                ? Optional.empty()
                : Optional.of(
                        new Demand(embedding, known.stream().map(Sample::point).toList(), logarithms));
    }

    /// The logarithm of what is needed at `point` over the largest need that was survived: above zero, nobody
    /// knows.
    double at(double[] point) {
        Kernel.Place place = kernel.place(point);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * kernel.between(places.get(i), place);
        }
        return mean + deviation * sum - largest;
    }
}
