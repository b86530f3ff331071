package dev.nightjar.analysis.exchange;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A file of another tool.
///
/// @param name  for messages
/// @param tag   of the run that it becomes
/// @param at    when things happened, where the file does not say
public record ForeignText(String name, String tag, List<String> lines, Instant at) {

    private static final int LONGEST_QUOTE = 80;

    public ForeignText {
        lines = List.copyOf(lines);
    }

    /// Reads a file of UTF-8 text; its name without ending becomes the tag.
    ///
    /// @throws UserError if it cannot be read
    public static ForeignText of(Path file) {
        try {
            String text = Files.readString(file);
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return new ForeignText(
                    file.toString(), tag(file), withoutMark(text).lines().toList(), modified);
        } catch (CharacterCodingException e) {
            throw new UserError(
                    UserError.Kind.LEDGER,
                    "The file (%s) is not UTF-8 text.".formatted(file),
                    "it is compressed, or written in another encoding.",
                    e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LEDGER,
                    "The file (%s) cannot be read: %s.".formatted(file, e),
                    "the path is misspelt.",
                    e);
        }
    }

    /// The same under another tag.
    public ForeignText tagged(String other) {
        return new ForeignText(name, other, lines, at);
    }

    /// The error for a line that is not what the format says.
    UserError malformed(int line, String found, String maybe) {
        String quoted = found.length() <= LONGEST_QUOTE ? found : found.substring(0, LONGEST_QUOTE) + "…";
        return new UserError(UserError.Kind.LEDGER, "%s, line %d: found (%s).".formatted(name, line, quoted), maybe);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String tag(Path file) {
        String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String tag = stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return tag.isEmpty() ? "imported" : tag;
    }
}
