package dev.nightjar.cli.bench.search;

import static dev.nightjar.cli.bench.search.Garden.dials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/// The made-up problems: what real menus do to an optimizer, one or two at a time, each with its optimum
/// known.
///
/// Every seed is another instance: optimum, weights and start move. Whoever tunes an optimizer tunes it on
/// these, and confirms on a problem that was not looked at.
final class Problems {

    private static final Map<String, LongFunction<Problem>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("bowl-10", Problems::bowl);
        ALL.put("ellipsoid-12", Problems::ellipsoid);
        ALL.put("rosenbrock-8", Problems::rosenbrock);
        ALL.put("rastrigin-6", Problems::rastrigin);
        ALL.put("ackley-20", Problems::ackley);
        ALL.put("hartmann-25", Problems::hartmann);
        ALL.put("levy-15", Problems::levy);
        ALL.put("categories-10", Problems::categories);
        ALL.put("wells-30", Problems::wells);
        ALL.put("noisy-40", Problems::noisy);
        ALL.put("memory-14", Hazards::memory);
        ALL.put("crashes-8", Hazards::crashes);
        ALL.put("schedule-12", Hazards::schedule);
        ALL.put("steps-16", Problems::steps);
    }

    private Problems() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Problem named(String name, long seed) {
        return Objects.requireNonNull(ALL.get(name)).apply(seed);
    }

    /// A separable bowl of mixed knobs.
    private static Problem bowl(long seed) {
        Garden garden = new Garden(seed, dials("rlircrliop"));
        double[] weights = garden.weights(1.5);
        return garden.grow("bowl-10", point -> bowl(weights, garden.error(point)), 0.01);
    }

    /// A rotated bowl, 100 times as steep along one direction as along another.
    private static Problem ellipsoid(long seed) {
        Garden garden = new Garden(seed, dials("rrrrrrllllll"));
        double[][] rotation = garden.rotation(garden.size());
        double[] weights = new double[garden.size()];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = Math.pow(10, 2.0 * d / (weights.length - 1));
        }
        return garden.grow("ellipsoid-12", point -> bowl(weights, turned(rotation, garden.error(point))), 0);
    }

    /// A bent valley (Rosenbrock, 1960).
    private static Problem rosenbrock(long seed) {
        Garden garden = new Garden(seed, dials("rrlrirlp"));
        return garden.grow(
                "rosenbrock-8",
                point -> {
                    double[] e = garden.error(point);
                    double sum = 0;
                    for (int d = 0; d + 1 < e.length; d++) {
                        double x = 1 + 2 * e[d];
                        double next = 1 + 2 * e[d + 1];
                        sum += 10 * Math.pow(next - x * x, 2) + Math.pow(1 - x, 2);
                    }
                    return sum;
                },
                0.002);
    }

    /// Many regular local optima on a bowl (Rastrigin, 1974), with milder ripples than the original's.
    private static Problem rastrigin(long seed) {
        Garden garden = new Garden(seed, dials("rrllii"));
        return garden.grow(
                "rastrigin-6",
                point -> {
                    double sum = 0;
                    for (double e : garden.error(point)) {
                        sum += 9 * e * e + 0.3 * (1 - Math.cos(6 * Math.PI * e));
                    }
                    return sum;
                },
                0.002);
    }

    /// A funnel with ripples (Ackley, 1987) in ten knobs, and ten that do nothing.
    private static Problem ackley(long seed) {
        Garden garden = new Garden(seed, dials("rlirlirlirrcilrcopil"));
        return garden.grow(
                "ackley-20",
                point -> {
                    double[] e = garden.error(point);
                    double square = 0;
                    double wave = 0;
                    for (int d = 0; d < 10; d++) {
                        square += 16 * e[d] * e[d] / 10;
                        wave += Math.cos(2 * Math.PI * 4 * e[d]) / 10;
                    }
                    return -20 * Math.exp(-0.2 * Math.sqrt(square)) - Math.exp(wave) + 20 + Math.E;
                },
                0.005);
    }

    private static final double[][] HARTMANN_A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN_P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };
    private static final double[] HARTMANN_C = {1, 1.2, 3, 3.2};
    private static final double HARTMANN_BEST = -3.32237;
    private static final double[] HARTMANN_AT = {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573};

    /// Hartmann's function of six knobs, several optima, among nineteen that do nothing.
    private static Problem hartmann(long seed) {
        Garden garden = new Garden(seed, dials("rlrlrlircilrcopilrcirlirl"));
        System.arraycopy(HARTMANN_AT, 0, garden.optimum, 0, HARTMANN_AT.length);
        return garden.grow(
                "hartmann-25",
                List.of(),
                point -> {
                    double sum = 0;
                    for (int k = 0; k < HARTMANN_C.length; k++) {
                        double inner = 0;
                        for (int d = 0; d < HARTMANN_AT.length; d++) {
                            inner += HARTMANN_A[k][d] * Math.pow(point[d] - HARTMANN_P[k][d], 2);
                        }
                        sum -= HARTMANN_C[k] * Math.exp(-inner);
                    }
                    return sum;
                },
                (_, _) -> false,
                0.005,
                HARTMANN_BEST);
    }

    /// Levy's function of whole and real knobs: waves along a bowl.
    private static Problem levy(long seed) {
        Garden garden = new Garden(seed, dials("rirlilpirorlipr"));
        return garden.grow(
                "levy-15",
                point -> {
                    double[] e = garden.error(point);
                    double sum = Math.pow(Math.sin(Math.PI * (1 + 2 * e[0])), 2);
                    for (int d = 0; d < e.length; d++) {
                        double w = 2 * e[d];
                        sum += w * w * (1 + 5 * Math.pow(Math.sin(Math.PI * (1 + w) + 1), 2));
                    }
                    return sum;
                },
                0.005);
    }

    /// Ten categories of eight, alone and in pairs.
    private static Problem categories(long seed) {
        Garden garden = new Garden(seed, dials("kkkkkkkkkk"));
        int n = garden.size();
        double[][] alone = new double[n][8];
        double[][][][] pairs = new double[n][n][8][8];
        for (int a = 0; a < n; a++) {
            for (int k = 0; k < 8; k++) {
                alone[a][k] = garden.random.nextDouble();
                for (int b = 0; b < a; b++) {
                    for (int l = 0; l < 8; l++) {
                        double draw = garden.random.nextDouble();
                        pairs[a][b][k][l] = draw < 0.7 ? 0 : draw - 0.7;
                    }
                }
            }
        }
        return garden.grow(
                "categories-10",
                point -> {
                    double sum = 0;
                    for (int a = 0; a < n; a++) {
                        boolean right = point[a] == garden.optimum[a];
                        sum += right ? 0 : alone[a][(int) point[a]];
                        for (int b = 0; b < a; b++) {
                            boolean both = right && point[b] == garden.optimum[b];
                            sum += both ? 0 : pairs[a][b][(int) point[a]][(int) point[b]];
                        }
                    }
                    return sum;
                },
                0.01);
    }

    /// Two wells in each of thirty knobs, one deeper (Styblinski and Tang, 1990).
    private static Problem wells(long seed) {
        Garden garden = new Garden(seed, dials("rlirlirlirlirlirlirlirlirlirlo"));
        double[] weights = garden.weights(1);
        return garden.grow(
                "wells-30",
                point -> {
                    double[] e = garden.error(point);
                    double sum = 0;
                    for (int d = 0; d < e.length; d++) {
                        double away = e[d] * (garden.optimum[d] < 0.5 ? 1 : -1);
                        sum += weights[d] * e[d] * e[d] * (1 + 0.15 - Math.exp(-30 * Math.pow(away - 0.45, 2)));
                    }
                    return sum;
                },
                0.005);
    }

    /// Forty knobs, a third of them useless, pairs of the others hanging together, and a lot of noise.
    private static Problem noisy(long seed) {
        Garden garden = new Garden(seed, dials("rlircrliorrlircrliorrlircrliorrlircrlior"));
        int n = garden.size();
        double[] weights = garden.weights(1.5);
        double[][] cross = new double[n][n];
        for (int d = 0; d < n; d += 3) {
            weights[d] = 0;
        }
        for (int i = 0; i < n; i++) {
            int a = garden.random.nextInt(n);
            int b = garden.random.nextInt(n);
            cross[a][b] = 0.6 * garden.random.nextGaussian() * Math.sqrt(weights[a] * weights[b]);
        }
        return garden.grow(
                "noisy-40",
                point -> {
                    double[] e = garden.error(point);
                    double sum = bowl(weights, e);
                    double both = 0;
                    for (int a = 0; a < n; a++) {
                        for (int b = 0; b < n; b++) {
                            both += a == b ? 0 : cross[a][b] * e[a] * e[b];
                        }
                    }
                    return Math.max(sum + both, 0.1 * sum);
                },
                0.03);
    }

    /// Knobs that the program rounds: only every fourth value, or power of two, makes a difference.
    private static Problem steps(long seed) {
        Garden garden = new Garden(seed, dials("iipprlcriipprlco"));
        double[] weights = garden.weights(1);
        double[] best = snapped(garden, garden.optimum);
        return garden.grow(
                "steps-16",
                point -> {
                    double[] at = snapped(garden, point);
                    double[] e = garden.error(point);
                    double sum = 0;
                    for (int d = 0; d < at.length; d++) {
                        boolean rounds = at[d] != point[d] || best[d] != garden.optimum[d];
                        double away = rounds ? at[d] - best[d] : e[d];
                        sum += weights[d] * away * away + 0.1 * weights[d] * Math.abs(away);
                    }
                    return sum;
                },
                0.005);
    }

    private static double[] snapped(Garden garden, double[] point) {
        double[] at = point.clone();
        for (int d = 0; d < at.length; d++) {
            switch (garden.dials.get(d).knob().name().charAt(0)) {
                case 'i' -> at[d] = Math.round(at[d] * 4) / 4.0;
                case 'p' -> at[d] = Math.round(at[d] * 10) / 10.0;
                default -> {}
            }
        }
        return at;
    }

    static double bowl(double[] weights, double[] error) {
        double sum = 0;
        for (int d = 0; d < error.length; d++) {
            sum += weights[d] * error[d] * error[d];
        }
        return sum;
    }

    static double[] turned(double[][] rotation, double[] error) {
        List<Double> turned = new ArrayList<>();
        for (double[] row : rotation) {
            turned.add(Garden.dot(row, error));
        }
        return turned.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
