package dev.nightjar.core.lab;

/// Which way a metric gets better.
public enum Direction {
    LOWER,
    HIGHER;

    /// Whether `a` is strictly better than `b`.
    public boolean better(double a, double b) {
        return gain(a, b) > 0;
    }

    /// How much better `value` is than `reference`, in the metric's unit; negative when it is worse.
    public double gain(double value, double reference) {
        return switch (this) {
            case LOWER -> reference - value;
            case HIGHER -> value - reference;
        };
    }
}
