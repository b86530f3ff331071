package dev.nightjar.views;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Coloured terminal text as a picture of a window.
///
/// Understands the colours that Nightjar's own views use (SGR 0, 1, 2, 31 to 36); a line that was drawn again
/// in place is shown as it was last.
public final class TerminalPicture {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9;]*)m");
    private static final double CELL = 7.83;
    private static final double LINE = 20;
    private static final double MARGIN = 22;
    private static final double BAR = 40;
    private static final int NARROWEST = 60;

    private record Run(int cell, String text, String colour, boolean bold) {}

    private TerminalPicture() {}

    /// @param title shown in the window's bar
    /// @param text what was written to the terminal, line feeds, colours and all
    public static String svg(String title, String text) {
        List<String> lines = List.of(text.stripTrailing().split("\n", -1));
        List<List<Run>> rows = lines.stream().map(TerminalPicture::runs).toList();
        int cells = lines.stream()
                .mapToInt(line -> Cells.width(lastDrawn(line)))
                .max()
                .orElse(0);
        double width = 2 * MARGIN + Math.max(NARROWEST, cells) * CELL;
        double height = BAR + rows.size() * LINE + MARGIN;
        Svg svg = new Svg(width, height, title, "A terminal window: " + title);
        svg.rectangle(
                0.5,
                0.5,
                width - 1,
                height - 1,
                "rx=\"10\" fill=\"%s\" stroke=\"%s\"".formatted(Palette.NIGHT, Palette.EDGE));
        String[] lights = {Palette.RED, Palette.YELLOW, Palette.GREEN};
        for (int i = 0; i < lights.length; i++) {
            svg.circle(MARGIN + i * 18, BAR / 2, 5.5, "fill=\"%s\"".formatted(lights[i]));
        }
        svg.text(
                width / 2,
                BAR / 2 + 4,
                title,
                "font-family=\"%s\" font-size=\"12\" fill=\"%s\" text-anchor=\"middle\""
                        .formatted(Svg.SANS, Palette.MUTED));
        for (int i = 0; i < rows.size(); i++) {
            double y = BAR + (i + 0.75) * LINE;
            rows.get(i).forEach(run -> draw(svg, run, y));
        }
        return svg.toString();
    }

    /// Each piece of text has a place and a length of its own, so that columns stay in line whatever font the
    /// reader has.
    private static void draw(Svg svg, Run run, double y) {
        String blank = run.text().stripLeading();
        if (blank.isBlank()) {
            return;
        }
        int indent = Cells.width(run.text()) - Cells.width(blank);
        String text = blank.stripTrailing();
        svg.raw(
                "<text x=\"%s\" y=\"%s\" textLength=\"%s\" font-family=\"%s\" font-size=\"13\" fill=\"%s\"%s xml:space=\"preserve\">%s</text>"
                        .formatted(
                                Svg.number(MARGIN + (run.cell() + indent) * CELL),
                                Svg.number(y),
                                Svg.number(Cells.width(text) * CELL),
                                Svg.MONO,
                                run.colour(),
                                run.bold() ? " font-weight=\"700\"" : "",
                                Svg.escape(text)));
    }

    private static String lastDrawn(String line) {
        String last = line.substring(line.lastIndexOf('\r') + 1);
        return last.replaceAll("\u001b\\[[0-9;]*[A-LN-Za-ln-z]", "");
    }

    private static List<Run> runs(String whole) {
        String line = lastDrawn(whole);
        List<Run> runs = new ArrayList<>();
        String colour = Palette.TEXT;
        boolean bold = false;
        int cell = 0;
        int from = 0;
        Matcher matcher = COLOUR.matcher(line);
        while (true) {
            boolean more = matcher.find();
            String text = line.substring(from, more ? matcher.start() : line.length());
            for (String word : words(text)) {
                runs.add(new Run(cell, word, colour, bold));
                cell += Cells.width(word);
            }
            if (!more) {
                return runs;
            }
            from = matcher.end();
            String code = matcher.group(1);
            bold = code.equals("1") || (bold && !code.equals("0") && !code.isEmpty());
            colour = colour(code);
        }
    }

    /// Split where two or more blanks stand, which is where columns begin.
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\S)(?= {2,}\\S)", -1));
    }

    private static String colour(String code) {
        return switch (code) {
            case "2" -> Palette.FAINT_TEXT;
            case "31" -> Palette.RED;
            case "32" -> Palette.GREEN;
            case "33" -> Palette.YELLOW;
            case "36" -> Palette.CYAN;
            default -> Palette.TEXT;
        };
    }
}
