package dev.nightjar.search;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A knob laid on the unit interval, evenly in its own scale. A discrete value sits in the middle of its cell.
sealed interface Axis {

    /// As many values as an exhaustive look at a real range takes.
    int REAL_LEVELS = 200;

    Knob knob();

    /// Where `value` lies, clamped to the unit interval, or NaN if this axis has no place for it.
    double at(KnobValue value);

    /// The value at `unit`, inside the knob's domain and rounded so that a difference reads well.
    KnobValue value(double unit);

    /// Where a place lies on the logarithm of the knob, evenly, between 0 and 1; the place itself where the
    /// knob is laid out so, or has no logarithm. On logarithms a product of knobs is a sum.
    default double logarithmic(double unit) {
        return unit;
    }

    /// How many cells the interval has; for a real range, a resolution.
    int levels();

    /// Whether only equality counts, not distance.
    default boolean categorical() {
        return false;
    }

    /// Whether two neighbouring values have none in between.
    default boolean discrete() {
        return true;
    }

    /// The cell that `unit` lies in, from 0.
    default int cell(double unit) {
        return Math.clamp((int) Math.floor(unit * levels()), 0, levels() - 1);
    }

    default boolean sameCell(double a, double b) {
        return cell(a) == cell(b);
    }

    /// A kernel: 1 at the same place, falling with the distance in units of `width`. A category is near itself
    /// only, and a NaN nothing.
    default double nearness(double a, double b, double width) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return 0;
        }
        if (categorical()) {
            return sameCell(a, b) ? 1 : 0;
        }
        double z = (a - b) / (discrete() ? Math.max(width, 0.5 / levels()) : width);
        return Math.exp(-0.5 * z * z);
    }

    static Axis of(Knob knob) {
        return switch (knob) {
            case Knob.IntRange range -> new Whole(range);
            case Knob.RealRange range -> new Real(range);
            case Knob.Choice choice -> new Listed(choice);
        };
    }

    /// Whole numbers. Ranges of many thousand values are rounded to three significant digits.
    record Whole(Knob.IntRange knob) implements Axis {

        private static final int MANY = 2_000;

        @Override
        public double at(KnobValue value) {
            double number = value.number();
            if (Double.isNaN(number) || (knob.scale() == Scale.LOG && number <= 0)) {
                return Double.NaN;
            }
            return clamp((scaled(number) - low()) / (high() - low()));
        }

        @Override
        public KnobValue value(double unit) {
            double scaled = low() + clamp(unit) * (high() - low());
            double number = knob.scale() == Scale.LOG ? Math.exp(scaled) : scaled;
            if (count() > MANY) {
                number = BigDecimal.valueOf(number).round(new MathContext(3)).doubleValue();
            }
            long cell = Math.clamp(Math.round((number - knob.min()) / knob.step()), 0, count() - 1);
            return new KnobValue.Int(knob.min() + cell * knob.step());
        }

        @Override
        public double logarithmic(double unit) {
            return Axis.logarithmic(unit, knob.min(), knob.max(), knob.scale());
        }

        @Override
        public int levels() {
            return (int) Math.min(count(), REAL_LEVELS);
        }

        private long count() {
            return (knob.max() - knob.min()) / knob.step() + 1;
        }

        private double low() {
            return knob.scale() == Scale.LOG
                    ? Math.log(Math.max(knob.min() - knob.step() / 2.0, knob.min() / 2.0))
                    : knob.min() - knob.step() / 2.0;
        }

        private double high() {
            return scaled(knob.min() + (count() - 0.5) * knob.step());
        }

        private double scaled(double number) {
            return knob.scale() == Scale.LOG ? Math.log(number) : number;
        }
    }

    /// Real numbers: three significant digits on a log scale, a hundredth of the range or finer on a linear
    /// one.
    record Real(Knob.RealRange knob) implements Axis {

        @Override
        public double at(KnobValue value) {
            double number = value.number();
            if (Double.isNaN(number) || (knob.scale() == Scale.LOG && number <= 0)) {
                return Double.NaN;
            }
            return clamp((scaled(number) - scaled(knob.min())) / (scaled(knob.max()) - scaled(knob.min())));
        }

        @Override
        public KnobValue value(double unit) {
            double scaled = scaled(knob.min()) + clamp(unit) * (scaled(knob.max()) - scaled(knob.min()));
            return new KnobValue.Real(Math.clamp(rounded(scaled), knob.min(), knob.max()));
        }

        @Override
        public double logarithmic(double unit) {
            return Axis.logarithmic(unit, knob.min(), knob.max(), knob.scale());
        }

        @Override
        public int levels() {
            return REAL_LEVELS;
        }

        @Override
        public boolean discrete() {
            return false;
        }

        private double rounded(double scaled) {
            if (knob.scale() == Scale.LOG) {
                return BigDecimal.valueOf(Math.exp(scaled))
                        .round(new MathContext(3))
                        .doubleValue();
            }
            int digits = 2 - (int) Math.floor(Math.log10(knob.max() - knob.min()));
            return BigDecimal.valueOf(scaled)
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .doubleValue();
        }

        private double scaled(double number) {
            return knob.scale() == Scale.LOG ? Math.log(number) : number;
        }
    }

    /// A list: numbers keep their order, everything else is a set of categories.
    record Listed(Knob.Choice knob) implements Axis {

        @Override
        public double at(KnobValue value) {
            return knob.accept(value)
                    .map(choice -> (knob.choices().indexOf(choice) + 0.5) / levels())
                    .orElse(Double.NaN);
        }

        @Override
        public KnobValue value(double unit) {
            return knob.choices().get(cell(unit));
        }

        @Override
        public int levels() {
            return knob.choices().size();
        }

        @Override
        public boolean categorical() {
            return !knob.ordered();
        }
    }

    private static double logarithmic(double unit, double min, double max, Scale scale) {
        return scale == Scale.LOG || min <= 0 ? unit : Math.log1p(unit * (max - min) / min) / Math.log(max / min);
    }

    private static double clamp(double unit) {
        return Math.clamp(unit, 0.0, 1.0);
    }
}
