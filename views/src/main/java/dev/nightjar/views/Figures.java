package dev.nightjar.views;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them, always with a decimal point.
final class Figures {

    static final String NONE = "–";

    private static final int SIGNIFICANT = 4;

    private Figures() {}

    /// Decimals that show a metric of this size to a ten-thousandth of itself.
    static int decimals(double typical) {
        if (typical == 0 || !Double.isFinite(typical)) {
            return SIGNIFICANT;
        }
        return Math.clamp(SIGNIFICANT - (int) Math.floor(Math.log10(Math.abs(typical))), 0, 9);
    }

    static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }

    /// With its sign, a real minus among them; nothing changes is a plain zero.
    static String signed(double value, int decimals) {
        String text = fixed(Math.abs(value), decimals);
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
        return zero ? text : (value < 0 ? "−" : "+") + text;
    }

    /// `3.5 %`, with two significant digits where it is small.
    static String percent(double fraction) {
        double percent = 100 * Math.abs(fraction);
        int decimals = percent >= 10 || percent == 0 ? 0 : percent >= 1 ? 1 : percent >= 0.1 ? 2 : 3;
        return (fraction < 0 ? "−" : "") + fixed(percent, decimals) + " %";
    }

    /// `8.4s`, `24s`, `12m05s`, `3h07m`, `2d04h`.
    static String duration(double seconds) {
        if (!(seconds >= 0)) {
            return NONE;
        }
        if (seconds < 0.0995) {
            return Math.round(1000 * seconds) + "ms";
        }
        if (seconds < 9.95) {
            return fixed(seconds, 1) + "s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + "s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 48 * 60) {
            return String.format(Locale.ROOT, "%dh%02dm", minutes / 60, minutes % 60);
        }
        return String.format(Locale.ROOT, "%dd%02dh", minutes / 1440, minutes % 1440 / 60);
    }

    static String duration(Duration duration) {
        return duration(duration.toMillis() / 1000.0);
    }

    /// `1 trial`, `2 trials`.
    static String count(long number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    /// `sealed`, `separate`, `reported`.
    static String kind(JudgeKind judge) {
        return judge.name().toLowerCase(Locale.ROOT);
    }

    static String better(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT) + " is better";
    }
}
