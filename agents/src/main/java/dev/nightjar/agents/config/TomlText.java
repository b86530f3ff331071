package dev.nightjar.agents.config;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One parsed file, or one table of it.
///
/// @param name of the file, as errors show it
/// @param line of the table's head
record TomlText(String name, TomlTable table, int line) {

    /// Empty if there is no such file.
    ///
    /// @throws UserError of kind `LAB` if it cannot be read, or is no TOML
    static Optional<TomlText> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(file.toString(), Files.readString(file)));
        } catch (CharacterCodingException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The file (%s) is not UTF-8.".formatted(file),
                    "an editor saved it in another encoding.",
                    e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The file (%s) cannot be read: %s.".formatted(file, e),
                    "its permissions are wrong.",
                    e);
        }
    }

    static TomlText parse(String name, String text) {
        TomlParseResult content = Toml.parse(text);
        TomlText parsed = new TomlText(name, content, 1);
        for (TomlParseError problem : content.errors()) {
            String message = String.valueOf(problem.getMessage());
            throw parsed.error(
                    problem.position().line(),
                    "this is not TOML: %s"
                            .formatted(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)),
                    "a quote or a bracket is missing, or a key is there twice.");
        }
        return parsed;
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    int lineOf(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? line : position.line();
    }

    UserError error(int line, String message, String maybe) {
        String stop = message.endsWith(".") ? "" : ".";
        return new UserError(UserError.Kind.LAB, "%s, line %d: %s%s".formatted(name, line, message, stop), maybe);
    }
}
