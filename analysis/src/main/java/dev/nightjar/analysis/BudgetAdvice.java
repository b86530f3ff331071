package dev.nightjar.analysis;

import java.util.List;
import java.util.Locale;

/// Whether a budget suits a lab, read from the loss curve of its baseline.
///
/// A budget is long enough when the curve has left its steep part, so that what helps early and hurts late
/// shows, and short enough that a night holds many experiments. The rule compares the loss at the half and at
/// the end of the budget, both as medians of a tenth of the curve, because single steps are noisy.
///
/// @param factor   what to multiply the budget with; 1 if it is fine
/// @param sentence the advice for a person
public record BudgetAdvice(double factor, String sentence) {

    private static final double STEEP = 0.12;
    private static final double FLAT = 0.02;

    /// A point of the curve: the part of the budget that is spent, and the training loss there.
    public record Point(double fraction, double loss) {}

    public static BudgetAdvice of(List<Point> curve) {
        double half = around(curve, 0.5);
        double end = around(curve, 1.0);
        if (Double.isNaN(half) || Double.isNaN(end)) {
            return new BudgetAdvice(1, "The baseline's curve has too few points to advise on the budget.");
        }
        double drop = (half - end) / half;
        String fact =
                String.format(Locale.ROOT, "The loss fell by %.1f %% in the second half of the budget", 100 * drop);
        if (drop > STEEP) {
            return new BudgetAdvice(2, fact + ": still steep, twice the budget would tell more.");
        }
        if (drop < FLAT) {
            return new BudgetAdvice(0.5, fact + ": flat, half the budget would tell as much, twice as often.");
        }
        return new BudgetAdvice(1, fact + ": a good budget.");
    }

    /// The median loss of the points within a tenth of the budget around `fraction`.
    private static double around(List<Point> curve, double fraction) {
        List<Double> near = curve.stream()
                .filter(point -> Math.abs(point.fraction() - fraction) <= 0.1 && Double.isFinite(point.loss()))
                .map(Point::loss)
                .sorted()
                .toList();
        return near.isEmpty() ? Double.NaN : near.get(near.size() / 2);
    }
}
