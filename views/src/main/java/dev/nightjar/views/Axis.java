package dev.nightjar.views;

import java.util.ArrayList;
import java.util.List;

/// A linear axis from a range of values to a range of pixels.
record Axis(double low, double high, double from, double to) {

    double at(double value) {
        return high == low ? (from + to) / 2 : from + (value - low) / (high - low) * (to - from);
    }

    /// Round values inside the range, about `count` of them, at distances of 1, 2 or 5 times a power of ten.
    List<Double> ticks(int count) {
        double step = step(count);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /// Decimals that tell neighbouring ticks apart.
    int decimals(int count) {
        return Math.clamp(-(int) Math.floor(Math.log10(step(count)) + 1e-9), 0, 9);
    }

    private double step(int count) {
        double rough = Math.max(high - low, Double.MIN_NORMAL) / count;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double lead = rough / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }
}
