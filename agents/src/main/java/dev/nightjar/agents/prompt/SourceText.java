package dev.nightjar.agents.prompt;

import dev.nightjar.core.run.ProposalContext;
import java.util.Locale;

/// The editable file, whole.
final class SourceText {

    private SourceText() {}

    static Section of(ProposalContext context) {
        String file = context.lab().editable();
        String source = Mending.shown(context);
        String title = Mending.of(context).isPresent()
                ? "Your last try's " + file + ", to be mended: the next answer is written against this text"
                : "The program: " + file + ", of the incumbent";
        return new Section(title, fenced(source, file));
    }

    /// In a fence that is longer than any in the text.
    static String fenced(String source, String file) {
        String ticks = "```";
        while (source.contains(ticks)) {
            ticks += "`";
        }
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String language = ending.equals("py") ? "python" : ending;
        return ticks + language + "\n" + source + (source.endsWith("\n") ? "" : "\n") + ticks;
    }
}
