package dev.nightjar.cli.engine;

import dev.nightjar.views.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Where commands write what people read.
public record Terminal(PrintStream out, Screen screen) {

    private static final int USUAL_WIDTH = 120;

    /// Standard output; as a terminal if it is one, with colours unless `NO_COLOR` says no.
    public static Terminal system() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        Screen screen =
                terminal ? new Screen(width(), true, System.getenv("NO_COLOR") == null) : Screen.plain(USUAL_WIDTH);
        return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), screen);
    }

    /// `COLUMNS`, which the launcher sets from the terminal.
    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    public void line(String text) {
        out.println(text);
    }

    public void lines(List<String> lines) {
        lines.forEach(out::println);
    }

    /// A line that the next one may replace; nothing where lines stay.
    public void passing(String text) {
        if (screen.terminal()) {
            String fitting = text.length() < screen.width() ? text : text.substring(0, screen.width() - 1);
            out.print("\r\u001b[2K" + fitting);
            out.flush();
        }
    }

    /// A line in the middle of what is drawn again and again.
    public void interjection(String text) {
        passed();
        out.println(text);
    }

    /// Removes what [#passing] wrote.
    public void passed() {
        if (screen.terminal()) {
            out.print("\r\u001b[2K");
            out.flush();
        }
    }

    /// The answer to a question, or empty where nobody can answer.
    public Optional<Boolean> ask(String question) {
        if (!screen.terminal()) {
            return Optional.empty();
        }
        out.print(question + " [y/N] ");
        out.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Optional.of(answer != null
                    && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
