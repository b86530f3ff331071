package dev.nightjar.views;

import dev.nightjar.core.trial.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The trial that is running, in one line that fits.
final class ProgressLine {

    private static final int BAR = 24;
    private static final int LONGEST_CHANGE = 48;
    private static final double WORTH_AN_ESTIMATE = 0.03;

    private ProgressLine() {}

    /// @param head   what is on trial, such as `#7/30`
    /// @param change what the trial's program changes; empty for the baseline
    /// @param best   the incumbent, in words
    static String of(String head, Progress progress, String change, String best, Screen screen) {
        Ink ink = screen.ink();
        List<String> plain = new ArrayList<>(List.of(" " + head));
        List<String> inked = new ArrayList<>(List.of(" " + ink.bold(head)));
        int space = screen.width() - 1 - Cells.width(plain.getFirst());
        for (Part part : parts(progress, change, best, ink)) {
            if (Cells.width(part.plain()) + 2 <= space) {
                plain.add(part.plain());
                inked.add(part.inked());
                space -= Cells.width(part.plain()) + 2;
            }
        }
        return String.join("  ", inked);
    }

    private record Part(String plain, String inked) {
        static Part same(String text) {
            return new Part(text, text);
        }
    }

    private static List<Part> parts(Progress progress, String change, String best, Ink ink) {
        List<Part> parts = new ArrayList<>();
        switch (progress.phase()) {
            case PREPARING -> parts.add(Part.same("preparing"));
            case JUDGING -> {
                parts.add(Part.same("judging "));
                parts.add(bar(progress.fraction(), ink));
            }
            case CONFIRMING -> parts.add(Part.same("confirming"));
            case TESTING -> parts.add(Part.same("testing"));
            case TRAINING -> {
                parts.add(Part.same("training"));
                parts.add(bar(progress.fraction(), ink));
                parts.add(Part.same(time(progress)));
                if (!Double.isNaN(progress.loss())) {
                    parts.add(Part.same(String.format(Locale.ROOT, "loss %.3f", progress.loss())));
                }
                if (progress.step() > 0) {
                    parts.add(Part.same("step " + progress.step()));
                }
            }
        }
        if (!best.isEmpty()) {
            parts.add(new Part(best, ink.cyan(best)));
        }
        if (!change.isEmpty()) {
            String fitting = Cells.fit(change, LONGEST_CHANGE);
            parts.add(new Part(fitting, ink.dim(fitting)));
        }
        return parts;
    }

    private static Part bar(double fraction, Ink ink) {
        double known = Math.clamp(Double.isNaN(fraction) ? 0 : fraction, 0, 1);
        int full = (int) Math.floor(known * BAR);
        String done = "━".repeat(full);
        String left = "─".repeat(BAR - full);
        String percent = Cells.right((int) Math.floor(100 * known) + " %", 5);
        return new Part(done + left + percent, ink.green(done) + ink.dim(left) + percent);
    }

    private static String time(Progress progress) {
        double fraction = progress.fraction();
        String gone = Figures.duration(progress.seconds());
        if (fraction < WORTH_AN_ESTIMATE || fraction >= 1) {
            return gone;
        }
        return gone + ", " + Figures.duration(progress.seconds() * (1 - fraction) / fraction) + " left";
    }
}
