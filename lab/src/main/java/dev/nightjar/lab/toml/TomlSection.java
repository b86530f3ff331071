package dev.nightjar.lab.toml;

import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.error.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of a TOML file. Every wrong value is an error with its line, what it is, and what it should be.
final class TomlSection {

    private final TomlFile file;
    private final String label;
    private final TomlTable table;
    private final int line;

    TomlSection(TomlFile file, String label, TomlTable table, int line) {
        this.file = file;
        this.label = label;
        this.table = table;
        this.line = line;
    }

    /// The table `key`, or an empty one.
    TomlSection section(String key) {
        Object value = raw(key);
        if (value == null) {
            return new TomlSection(file, "[" + key + "]", Toml.parse(""), line);
        }
        if (!(value instanceof TomlTable inner)) {
            throw wrong(key, "a table [%s]".formatted(key), "the line belongs under one.");
        }
        return new TomlSection(file, "[" + key + "]", inner, lineOf(key));
    }

    /// The same under another name in messages.
    TomlSection named(String name) {
        return new TomlSection(file, name, table, line);
    }

    /// The tables below this one, as in `[knobs.lr]`.
    List<String> keys() {
        return List.copyOf(table.keySet());
    }

    void requireKnown(String... known) {
        List<String> names = Arrays.asList(known);
        for (String key : table.keySet()) {
            if (!names.contains(key)) {
                throw file.error(
                        lineOf(key),
                        "%s has an unknown key (%s); expected %s".formatted(label, key, Nearest.list(names)),
                        Nearest.to(key, names)
                                .map(near -> "\"%s\" is meant.".formatted(near))
                                .orElse("it belongs to another table."));
            }
        }
    }

    boolean has(String key) {
        return raw(key) != null;
    }

    @Nullable
    Object raw(String key) {
        return table.get(List.of(key));
    }

    Optional<String> text(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case String value when !value.isBlank() -> Optional.of(value.strip());
            default -> throw wrong(key, "a text", "the quotes are missing.");
        };
    }

    String requireText(String key, String example) {
        return text(key).orElseThrow(() -> missing(key, "%s = \"%s\"".formatted(key, example)));
    }

    Optional<Boolean> flag(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case Boolean value -> Optional.of(value);
            default -> throw wrong(key, "true or false", "it has quotes.");
        };
    }

    OptionalLong whole(String key, long least, long most) {
        return switch (raw(key)) {
            case null -> OptionalLong.empty();
            case Long value when value >= least && value <= most -> OptionalLong.of(value);
            default ->
                throw wrong(
                        key,
                        "a whole number from %d to %d".formatted(least, most),
                        "it has quotes, a fraction or a digit too many.");
        };
    }

    /// A number above `least`, or equal to it if `orEqual`.
    OptionalDouble number(String key, double least, boolean orEqual) {
        double value = switch (raw(key)) {
            case null -> Double.NaN;
            case Long whole -> whole;
            case Double real when Double.isFinite(real) -> real;
            default -> throw wrong(key, "a number", "it has quotes or a unit.");
        };
        if (Double.isNaN(value)) {
            return OptionalDouble.empty();
        }
        if (value < least || (value == least && !orEqual)) {
            throw wrong(
                    key,
                    "a number %s %s".formatted(orEqual ? "from" : "above", plain(least)),
                    "the sign is wrong, or the line should be left out.");
        }
        return OptionalDouble.of(value);
    }

    Optional<List<String>> texts(String key) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof TomlArray array)) {
            throw wrong(key, "a list of texts", "brackets are missing: %s = [%s].".formatted(key, words(value)));
        }
        List<String> texts = new ArrayList<>();
        for (Object element : array.toList()) {
            if (!(element instanceof String text)) {
                throw wrong(key, "a list of texts", "one of its elements has no quotes.");
            }
            texts.add(text);
        }
        return Optional.of(List.copyOf(texts));
    }

    /// A text that `parse` understands; what it throws becomes the message.
    <T> Optional<T> parsed(String key, String example, Function<String, T> parse) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw wrong(key, "a text such as \"%s\"".formatted(example), "the quotes and the unit are missing.");
        }
        return Optional.of(checked(key, () -> parse.apply(text)));
    }

    /// What `make` makes; an argument that it refuses is the value of `key`.
    <T> T checked(String key, java.util.function.Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\nMaybe ", 2);
            throw file.error(
                    lineOf(key),
                    "%s %s: %s".formatted(label, key, lines[0]),
                    lines.length == 2 ? lines[1] : "the value is meant for another key.");
        }
    }

    /// One of an enum's constants, in lower case.
    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        String name = oneOf(key, names).orElse(otherwise.name().toLowerCase(Locale.ROOT));
        return type.getEnumConstants()[names.indexOf(name)];
    }

    Optional<String> oneOf(String key, List<String> names) {
        Optional<String> name = text(key);
        if (name.isPresent() && !names.contains(name.get())) {
            throw wrong(
                    key,
                    Nearest.list(
                            names.stream().map(known -> "\"" + known + "\"").toList()),
                    Nearest.to(name.get(), names)
                            .map(near -> "\"%s\" is meant.".formatted(near))
                            .orElse("it is from a newer Nightjar."));
        }
        return name;
    }

    UserError wrong(String key, String expected, String maybe) {
        return file.error(
                lineOf(key), "%s %s is %s; expected %s".formatted(label, key, describe(raw(key)), expected), maybe);
    }

    UserError missing(String key, String example) {
        return file.error(
                line,
                "%s has no %s; expected %s".formatted(label, key, example),
                "the line was lost, or its key is misspelt.");
    }

    int lineOf(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? line : position.line();
    }

    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "missing";
            case String text -> "the text \"%s\"".formatted(text);
            case Long whole -> "the whole number " + whole;
            case Double real -> "the number " + real;
            case Boolean flag -> flag.toString();
            case TomlArray array -> "the list " + array.toList();
            case TomlTable _ -> "a table";
            default -> "the date " + value;
        };
    }

    private static String words(Object value) {
        return Arrays.stream(value.toString().strip().split("\\s+", -1))
                .map(word -> "\"" + word + "\"")
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
