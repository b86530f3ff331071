package dev.nightjar.lab.source;

/// Values as Java writes them.
final class JavaText {

    private JavaText() {}

    /// The shortest digits that stand for `number`, always with a point or an exponent: `0.02`, `5.0`, `1e-4`.
    static String real(double number) {
        return Double.toString(number).replace(".0E", "E").replace('E', 'e');
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
