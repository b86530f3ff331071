package dev.nightjar.analysis.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values as RFC 4180 has them: CRLF between records, quotes around fields with commas, quotes
/// or line breaks.
final class Csv {

    /// A record and the line of the file that it begins on.
    record Row(int line, List<String> cells) {}

    private Csv() {}

    static void write(List<String> cells, Appendable out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(quoted(cells.get(i)));
        }
        out.append("\r\n");
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    /// The records of a text; blank lines are none.
    static List<Row> read(ForeignText text) {
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int start = 1;
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (!quoted) {
                if (line.isBlank()) {
                    continue;
                }
                start = i + 1;
            }
            for (int at = 0; at < line.length(); at++) {
                char c = line.charAt(at);
                if (quoted && c == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            if (quoted) {
                cell.append('\n');
            } else {
                cells.add(cell.toString());
                cell.setLength(0);
                rows.add(new Row(start, List.copyOf(cells)));
                cells.clear();
            }
        }
        if (quoted) {
            throw text.malformed(start, "a quote that is never closed", "the file was cut off.");
        }
        return rows;
    }
}
