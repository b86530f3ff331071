package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;

/// What lies between two texts, line by line: their longest common subsequence stays, everything else changed.
public final class LineDiff {

    /// Lines `[from, to)` of the text before became `[newFrom, newTo)` of the text after.
    public record Hunk(int from, int to, int newFrom, int newTo) {}

    /// Cells of the table; beyond, the whole middle counts as changed.
    private static final long MOST_CELLS = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Hunk> hunks;

    private LineDiff(List<String> before, List<String> after, List<Hunk> hunks) {
        this.before = before;
        this.after = after;
        this.hunks = List.copyOf(hunks);
    }

    public static LineDiff of(String before, String after) {
        List<String> old = Lines.of(before);
        List<String> now = Lines.of(after);
        int head = 0;
        int shorter = Math.min(old.size(), now.size());
        while (head < shorter && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        return new LineDiff(old, now, hunks(old, now, head, old.size() - tail, now.size() - tail));
    }

    private static List<Hunk> hunks(List<String> old, List<String> now, int head, int oldEnd, int newEnd) {
        List<Hunk> hunks = new ArrayList<>();
        int rows = oldEnd - head;
        int columns = newEnd - head;
        if (rows == 0 && columns == 0) {
            return hunks;
        }
        if ((long) rows * columns > MOST_CELLS) {
            hunks.add(new Hunk(head, oldEnd, head, newEnd));
            return hunks;
        }
        int[][] common = common(old.subList(head, oldEnd), now.subList(head, newEnd));
        int row = 0;
        int column = 0;
        while (row < rows || column < columns) {
            int fromRow = row;
            int fromColumn = column;
            while (row < rows || column < columns) {
                if (row < rows && column < columns && old.get(head + row).equals(now.get(head + column))) {
                    break;
                }
                if (column == columns || (row < rows && common[row + 1][column] >= common[row][column + 1])) {
                    row++;
                } else {
                    column++;
                }
            }
            if (row > fromRow || column > fromColumn) {
                hunks.add(new Hunk(head + fromRow, head + row, head + fromColumn, head + column));
            }
            while (row < rows && column < columns && old.get(head + row).equals(now.get(head + column))) {
                row++;
                column++;
            }
        }
        return hunks;
    }

    /// `[i][j]`: how much the lines from `i` and from `j` on have in common.
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    public List<Hunk> hunks() {
        return hunks;
    }

    public int added() {
        return hunks.stream().mapToInt(hunk -> hunk.newTo() - hunk.newFrom()).sum();
    }

    public int removed() {
        return hunks.stream().mapToInt(hunk -> hunk.to() - hunk.from()).sum();
    }

    /// As a unified diff without file names, at most `mostLines` lines long.
    public String unified(int mostLines) {
        List<String> lines = new ArrayList<>();
        for (Hunk hunk : hunks) {
            int from = Math.max(0, hunk.from() - 2);
            lines.add("@@ -%d +%d @@".formatted(hunk.from() + 1, hunk.newFrom() + 1));
            before.subList(from, hunk.from()).forEach(line -> lines.add(" " + line));
            before.subList(hunk.from(), hunk.to()).forEach(line -> lines.add("-" + line));
            after.subList(hunk.newFrom(), hunk.newTo()).forEach(line -> lines.add("+" + line));
            before.subList(hunk.to(), Math.min(before.size(), hunk.to() + 2)).forEach(line -> lines.add(" " + line));
        }
        if (lines.size() > mostLines) {
            int more = lines.size() - mostLines + 1;
            return String.join("\n", lines.subList(0, mostLines - 1)) + "\n… %d more lines".formatted(more);
        }
        return String.join("\n", lines);
    }
}
