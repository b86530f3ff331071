package dev.nightjar.cli.bench.search;

import static dev.nightjar.cli.bench.search.Garden.dials;

import java.util.List;

/// The made-up problems on which trials die.
final class Hazards {

    private Hazards() {}

    /// Memory that every program takes, whatever its knobs, over what the best one takes for them.
    private static final double OVERHEAD = 0.3;

    /// The best programs nearly fill the memory, which a product of four whole knobs decides; three quarters
    /// of all draws do not fit.
    static Problem memory(long seed) {
        Garden garden = new Garden(seed, dials("iippollrrlrlcr"));
        double[] weights = garden.weights(1);
        int[] use = {0, 1, 2, 4};
        double full = memory(garden, use, garden.optimum);
        return garden.grow(
                "memory-14",
                List.of(),
                point -> {
                    double below = Math.max(0, full - memory(garden, use, point));
                    return Problems.bowl(weights, garden.error(point)) + 0.3 * below;
                },
                (point, _) -> memory(garden, use, point) > full + 0.1,
                point -> OVERHEAD * Math.exp(full) + Math.exp(memory(garden, use, point)),
                0.005,
                0);
    }

    private static double memory(Garden garden, int[] use, double[] point) {
        double log = 0;
        for (int d : use) {
            double number = Planted.configuration(garden.dials, point)
                    .get(garden.dials.get(d).knob().name())
                    .orElseThrow()
                    .number();
            log += Math.log(number);
        }
        return log;
    }

    /// Too bold a step diverges, and there are holes in which nothing works; the optimum is close to the cliff.
    static Problem crashes(long seed) {
        Garden garden = new Garden(seed, dials("llrlirpc"));
        double[] weights = garden.weights(1);
        double[][] holes = new double[12][garden.size()];
        for (double[] hole : holes) {
            for (int d = 0; d < hole.length; d++) {
                hole[d] = garden.random.nextDouble();
            }
        }
        return garden.grow(
                "crashes-8",
                List.of(),
                point -> {
                    double[] e = garden.error(point);
                    return Problems.bowl(weights, e) + 0.2 * Math.max(0, -e[0] - e[1]);
                },
                (point, _) -> {
                    double[] e = garden.error(point);
                    return e[0] + e[1] + 0.5 * e[2] > 0.06 || inHole(holes, point, garden);
                },
                0.005,
                0);
    }

    private static boolean inHole(double[][] holes, double[] point, Garden garden) {
        if (Math.sqrt(Problems.bowl(ones(point.length), garden.error(point))) < 0.15) {
            return false;
        }
        for (double[] hole : holes) {
            double distance = 0;
            for (int d = 0; d < 4; d++) {
                distance += Math.pow(point[d] - hole[d], 2);
            }
            if (distance < 0.04) {
                return true;
            }
        }
        return false;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    /// Learning rates that hang together with batch and depth in a narrow valley, phases that must fit into
    /// one run, and a category that moves the valley.
    static Problem schedule(long seed) {
        Garden garden = new Garden(seed, dials("llpirrlrcrol"));
        String warm = garden.dials.get(4).knob().name();
        String down = garden.dials.get(5).knob().name();
        garden.optimum[4] = 0.1 + 0.3 * garden.optimum[4];
        garden.optimum[5] = 0.1 + 0.5 * garden.optimum[5];
        double[] weights = garden.weights(0.7);
        return garden.grow(
                "schedule-12",
                List.of(Garden.where(
                        warm + " + " + down + " <= 10",
                        c -> c.get(warm).orElseThrow().number()
                                        + c.get(down).orElseThrow().number()
                                <= 10)),
                point -> {
                    double[] e = garden.error(point);
                    double moved = point[8] == garden.optimum[8] ? 0 : 0.25;
                    double valley = e[0] - 0.6 * e[2] + 0.5 * e[3] + moved;
                    double second = e[1] + 0.7 * e[6] - 0.4 * e[2];
                    return 15 * valley * valley + 8 * second * second + Problems.bowl(weights, e);
                },
                (point, _) -> {
                    double[] e = garden.error(point);
                    return e[0] - 0.6 * e[2] + 0.5 * e[3] > 0.5;
                },
                0.005,
                0);
    }
}
