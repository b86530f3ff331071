package dev.nightjar.agents.prompt;

/// A part of a prompt under a heading of its own. One without text is left out.
public record Section(String title, String text) {

    public Section {
        if (title.isBlank()) {
            throw new IllegalArgumentException("A section (%s) needs a title.\nMaybe it is not one.".formatted(text));
        }
    }

    String rendered() {
        return text.isBlank() ? "" : "## " + title + "\n\n" + text.strip() + "\n\n";
    }
}
