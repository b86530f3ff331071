package dev.nightjar.search;

import java.util.Random;

/// Where to go from a value when nothing is known: mostly a step of decent size in the knob's own scale,
/// sometimes anywhere.
final class Steps {

    /// Standard deviation and least size of a step, on the unit interval: on a log scale over three decades, a
    /// factor of 4 and of 1.2.
    private static final double SPREAD = 0.2;

    private static final double SHORTEST = 0.03;
    private static final double ANYWHERE = 0.2;

    private Steps() {}

    /// Another place on the axis; on a discrete one, another cell.
    static double from(Axis axis, double origin, Random random) {
        if (Double.isNaN(origin) || axis.categorical() || random.nextDouble() < ANYWHERE) {
            return elsewhere(axis, origin, random);
        }
        double shortest = axis.discrete() ? 1.0 / axis.levels() : SHORTEST;
        double size = Math.max(shortest, Math.abs(random.nextGaussian()) * SPREAD);
        double to = random.nextBoolean() ? origin + size : origin - size;
        if (to < 0 || to > 1) {
            to = 2 * origin - to;
        }
        return to < 0 || to > 1 ? elsewhere(axis, origin, random) : to;
    }

    /// Anywhere but in the origin's cell, all places alike.
    static double elsewhere(Axis axis, double origin, Random random) {
        if (Double.isNaN(origin) || !axis.discrete() || axis.levels() == 1) {
            return random.nextDouble();
        }
        int own = axis.cell(origin);
        int other = random.nextInt(axis.levels() - 1);
        return ((other < own ? other : other + 1) + 0.5) / axis.levels();
    }
}
