package dev.nightjar.views;

import java.util.Locale;

/// Writes a picture as SVG 1.1, the same bytes for the same calls.
final class Svg {

    static final String SANS = "-apple-system,'Segoe UI','Helvetica Neue',Helvetica,Arial,'DejaVu Sans',sans-serif";
    static final String MONO =
            "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace";

    private final StringBuilder out = new StringBuilder();

    /// @param description for people who cannot see the picture
    Svg(double width, double height, String title, String description) {
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\">\n"
                        .formatted(number(width), number(height), number(width), number(height)));
        out.append("<title>").append(escape(title)).append("</title>\n");
        out.append("<desc>").append(escape(description)).append("</desc>\n");
    }

    /// `style` is any further attributes, such as `fill="#fff"`.
    Svg rectangle(double x, double y, double width, double height, String style) {
        out.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>\n"
                .formatted(number(x), number(y), number(width), number(height), style));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), style));
        return this;
    }

    Svg circle(double x, double y, double radius, String style) {
        out.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>\n".formatted(number(x), number(y), number(radius), style));
        return this;
    }

    Svg path(String data, String style) {
        out.append("<path d=\"%s\" %s/>\n".formatted(data, style));
        return this;
    }

    Svg text(double x, double y, String text, String style) {
        out.append("<text x=\"%s\" y=\"%s\" %s>%s</text>\n".formatted(number(x), number(y), style, escape(text)));
        return this;
    }

    /// Anything else, already escaped.
    Svg raw(String markup) {
        out.append(markup).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    /// At most two decimals: a hundredth of a pixel.
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String shorter = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        return shorter.equals("-0") ? "0" : shorter;
    }

    static String escape(String text) {
        return Cells.clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
