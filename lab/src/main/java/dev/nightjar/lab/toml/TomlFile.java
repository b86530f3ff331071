package dev.nightjar.lab.toml;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A TOML file whose errors name file and line.
final class TomlFile {

    private final Path file;
    private final UserError.Kind kind;
    private final TomlParseResult content;

    private TomlFile(Path file, UserError.Kind kind, TomlParseResult content) {
        this.file = file;
        this.kind = kind;
        this.content = content;
    }

    /// @param ifMissing what to say then, after "Maybe"
    /// @throws UserError of `kind` if the file is missing, unreadable, or no TOML
    static TomlFile read(Path file, UserError.Kind kind, String ifMissing) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    kind,
                    "There is no file (%s).".formatted(file),
                    "the folder is not a lab; \"nightjar init\" makes one.",
                    e);
        } catch (CharacterCodingException e) {
            throw new UserError(
                    kind, "The file (%s) is not UTF-8.".formatted(file), "an editor saved it in another encoding.", e);
        } catch (IOException e) {
            throw new UserError(
                    kind, "The file (%s) cannot be read: %s.".formatted(file, e), "its permissions are wrong.", e);
        }
        TomlFile read = new TomlFile(file, kind, Toml.parse(text));
        for (TomlParseError problem : read.content.errors()) {
            throw read.error(
                    problem.position().line(),
                    "this is not TOML: %s".formatted(lowerFirst(String.valueOf(problem.getMessage()))),
                    "a quote or a bracket is missing, or a key is there twice.");
        }
        return read;
    }

    TomlSection root() {
        return new TomlSection(this, "the file", content, 1);
    }

    /// The tables of `[[name]]`, in order.
    List<TomlSection> tables(String name) {
        Object value = content.get(List.of(name));
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            throw root().wrong(
                            name,
                            "tables that each begin with [[%s]]".formatted(name),
                            "one pair of brackets is missing.");
        }
        List<TomlSection> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof TomlTable table)) {
                throw root().wrong(
                                name,
                                "tables that each begin with [[%s]]".formatted(name),
                                "it was written as a list.");
            }
            TomlPosition position = array.inputPositionOf(i);
            sections.add(new TomlSection(this, "[[" + name + "]]", table, position == null ? 1 : position.line()));
        }
        return List.copyOf(sections);
    }

    UserError error(int line, String message, String maybe) {
        return new UserError(kind, "%s, line %d: %s".formatted(file, line, withStop(message)), maybe);
    }

    private static String withStop(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static String lowerFirst(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
