package dev.nightjar.cli.bench.search;

import dev.nightjar.cli.bench.search.Planted.Failure;
import dev.nightjar.cli.bench.search.Planted.Loss;
import dev.nightjar.cli.bench.search.Planted.Memory;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/// Grows planted problems: where the optimum lies, which knobs matter how much, and where the search starts,
/// all drawn from a seed.
final class Garden {

    /// How far the start is from the optimum in a knob, in units of the range (standard deviation).
    private static final double FAR = 0.25;

    final Random random;
    final List<Dial> dials;
    final double[] optimum;

    Garden(long seed, List<Dial> dials) {
        this.random = new Random(seed * 7_919 + dials.size());
        for (int i = 0; i < 10; i++) {
            random.nextDouble();
        }
        this.dials = dials;
        this.optimum = new double[dials.size()];
        for (int d = 0; d < optimum.length; d++) {
            Dial dial = dials.get(d);
            double wanted = dial.categorical() ? random.nextInt(dial.count()) : 0.1 + 0.8 * random.nextDouble();
            optimum[d] = dial.at(Planted.configuration(List.of(dial), new double[] {wanted}));
        }
    }

    int size() {
        return dials.size();
    }

    /// Positive weights over about `decades` powers of ten.
    double[] weights(double decades) {
        double[] weights = new double[size()];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = Math.pow(10, decades * (random.nextDouble() - 0.5));
        }
        return weights;
    }

    /// How far from the optimum in each knob; a wrong category counts as a distance of its own.
    double[] error(double[] point) {
        double[] error = new double[point.length];
        for (int d = 0; d < point.length; d++) {
            error[d] = dials.get(d).categorical()
                    ? (point[d] == optimum[d] ? 0 : 0.15 + 0.1 * ((point[d] * 7 + optimum[d] * 3 + d) % 3))
                    : point[d] - optimum[d];
        }
        return error;
    }

    Problem grow(String name, Loss loss, double noise) {
        return grow(name, List.of(), loss, (_, _) -> false, noise, 0);
    }

    Problem grow(String name, List<Constraint> constraints, Loss loss, Failure failure, double noise, double best) {
        return grow(name, constraints, loss, failure, _ -> 0, noise, best);
    }

    /// Starts where a trial survives.
    ///
    /// @param noise relative to the start's excess over the best
    Problem grow(
            String name,
            List<Constraint> constraints,
            Loss loss,
            Failure failure,
            Memory memory,
            double noise,
            double best) {
        Configuration start = Planted.configuration(dials, optimum);
        Planted problem = new Planted(name, dials, constraints, start, loss, failure, memory, 0, best);
        double excess = 0;
        for (int i = 0; i < 1000 && !(excess > 0); i++) {
            start = Planted.configuration(dials, somewhere());
            excess = problem.truth(start).orElse(best) - best;
        }
        return new Planted(name, dials, constraints, start, loss, failure, memory, noise * excess, best);
    }

    private double[] somewhere() {
        double[] point = new double[size()];
        for (int d = 0; d < point.length; d++) {
            Dial dial = dials.get(d);
            point[d] = dial.categorical()
                    ? (random.nextDouble() < 0.3 ? optimum[d] : random.nextInt(dial.count()))
                    : Math.clamp(optimum[d] + FAR * random.nextGaussian(), 0.02, 0.98);
        }
        return point;
    }

    /// A rotation: the Gram–Schmidt basis of normal draws.
    double[][] rotation(int n) {
        double[][] basis = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                basis[i][j] = random.nextGaussian();
            }
            for (int k = 0; k < i; k++) {
                double along = dot(basis[i], basis[k]);
                for (int j = 0; j < n; j++) {
                    basis[i][j] -= along * basis[k][j];
                }
            }
            double length = Math.sqrt(dot(basis[i], basis[i]));
            for (int j = 0; j < n; j++) {
                basis[i][j] /= length;
            }
        }
        return basis;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// A dial for each letter: r(eal), l(og), i(nteger), p(ower), o(rdered list), c(ategory) of three to five,
    /// k of eight categories.
    static List<Dial> dials(String kinds) {
        List<Dial> dials = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            String name = kinds.charAt(i) + Integer.toString(i + 1);
            dials.add(
                    switch (kinds.charAt(i)) {
                        case 'r' -> Dial.real(name);
                        case 'l' -> Dial.log(name);
                        case 'i' -> Dial.whole(name, 16);
                        case 'p' -> Dial.power(name, 1024);
                        case 'o' -> Dial.listed(name, 6);
                        case 'k' -> Dial.category(name, 8);
                        case 'c' -> Dial.category(name, 3 + i % 3);
                        default -> throw new IllegalArgumentException("There is no dial of kind (" + kinds + ").");
                    });
        }
        return dials;
    }

    static Constraint where(String expression, Predicate<Configuration> holds) {
        return new Constraint() {
            @Override
            public String expression() {
                return expression;
            }

            @Override
            public String doc() {
                return expression;
            }

            @Override
            public boolean holds(Configuration configuration) {
                return holds.test(configuration);
            }
        };
    }
}
