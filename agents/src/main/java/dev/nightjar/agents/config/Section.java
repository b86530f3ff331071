package dev.nightjar.agents.config;

import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// One table of `nightjar.toml`, as the lab's file and the person's give it together: each key is the lab's where the
/// lab has it. Every wrong value is an error with file and line, what it is, and what it should be.
public final class Section {

    private final String label;
    private final List<TomlText> layers;

    /// @param layers the first that has a key gives its value
    Section(String label, List<TomlText> layers) {
        this.label = label;
        this.layers = List.copyOf(layers);
    }

    /// The table `key` below this one; empty if no file has it.
    public Section section(String key) {
        List<TomlText> below = new ArrayList<>();
        for (TomlText layer : layers) {
            if (layer.has(key)) {
                if (!(layer.table().get(List.of(key)) instanceof TomlTable inner)) {
                    throw wrong(key, "a table [%s]".formatted(nameOf(key)), "the line belongs under one.");
                }
                below.add(new TomlText(layer.name(), inner, layer.lineOf(key)));
            }
        }
        return new Section(nameOf(key), below);
    }

    private String nameOf(String key) {
        return label.isEmpty() ? key : label + "." + key;
    }

    /// Keys and tables, the lab's first.
    public Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        layers.forEach(layer -> keys.addAll(layer.table().keySet()));
        return keys;
    }

    public boolean has(String key) {
        return layers.stream().anyMatch(layer -> layer.has(key));
    }

    /// @throws UserError for a key that is none of `known`
    public void requireKnown(String... known) {
        List<String> names = Arrays.asList(known);
        for (TomlText layer : layers) {
            for (String key : layer.table().keySet()) {
                if (!names.contains(key)) {
                    throw layer.error(
                            layer.lineOf(key),
                            "%s has an unknown key (%s); expected %s".formatted(shown(), key, Nearest.list(names)),
                            Nearest.to(key, names)
                                    .map("\"%s\" is meant."::formatted)
                                    .orElse("it belongs to another table."));
                }
            }
        }
    }

    public Optional<String> text(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case String value when !value.isBlank() -> Optional.of(value.strip());
            default -> throw wrong(key, "a text", "the quotes are missing.");
        };
    }

    public String requireText(String key, String example) {
        return text(key).orElseThrow(() -> missing(key, "%s = \"%s\"".formatted(key, example)));
    }

    public Optional<Boolean> flag(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case Boolean value -> Optional.of(value);
            default -> throw wrong(key, "true or false", "the quotes are too many.");
        };
    }

    public OptionalLong whole(String key, long least, long most) {
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

    /// From `least` to `most`, both included.
    public OptionalDouble number(String key, double least, double most) {
        return switch (raw(key)) {
            case null -> OptionalDouble.empty();
            case Long value when value >= least && value <= most -> OptionalDouble.of(value);
            case Double value when value >= least && value <= most -> OptionalDouble.of(value);
            default ->
                throw wrong(
                        key,
                        "a number from %s to %s".formatted(plain(least), plain(most)),
                        "it has quotes, a unit or a wrong sign.");
        };
    }

    public Optional<Duration> duration(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case String value -> Optional.of(checked(key, () -> Quantity.duration(value)));
            default -> throw wrong(key, "a text such as \"90s\"", "the quotes and the unit are missing.");
        };
    }

    public Optional<List<String>> texts(String key) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof TomlArray array) || !array.toList().stream().allMatch(String.class::isInstance)) {
            throw wrong(key, "a list of texts", "brackets or quotes are missing: %s = [\"…\"].".formatted(key));
        }
        return Optional.of(array.toList().stream().map(String::valueOf).toList());
    }

    /// One of an enum's constants, in lower case.
    public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return oneOf(key, names).map(name -> type.getEnumConstants()[names.indexOf(name)]);
    }

    public Optional<String> oneOf(String key, List<String> names) {
        Optional<String> name = text(key);
        if (name.isPresent() && !names.contains(name.get())) {
            throw wrong(
                    key,
                    Nearest.list(names.stream().map("\"%s\""::formatted).toList()),
                    Nearest.to(name.get(), names)
                            .map("\"%s\" is meant."::formatted)
                            .orElse("it is from a newer Nightjar."));
        }
        return name;
    }

    /// What `make` makes; an argument that it refuses is the value of `key`.
    public <T> T checked(String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\nMaybe ", 2);
            TomlText layer = layer(key);
            throw layer.error(
                    layer.lineOf(key),
                    "%s %s: %s".formatted(shown(), key, lines[0]),
                    lines.length == 2 ? lines[1] : "the value is meant for another key.");
        }
    }

    /// The value of `key` is not `expected`; the error shows it.
    public UserError wrong(String key, String expected, String maybe) {
        return wrong(key, Words.describe(raw(key)), expected, maybe);
    }

    /// The same for a value that is not shown.
    UserError wrong(String key, String found, String expected, String maybe) {
        TomlText layer = layer(key);
        return layer.error(
                layer.lineOf(key), "%s %s is %s; expected %s".formatted(shown(), key, found, expected), maybe);
    }

    public UserError missing(String key, String example) {
        TomlText layer = layer(key);
        return layer.error(
                layer.line(),
                "%s has no %s; expected %s".formatted(shown(), key, example),
                "the line was lost, or its key is misspelt.");
    }

    /// Whether the value of `one` is from a file that goes before the one of `other`.
    boolean fromAnother(String one, String other) {
        return has(one) && has(other) && !layer(one).equals(layer(other));
    }

    private TomlText layer(String key) {
        return layers.stream()
                .filter(layer -> layer.has(key))
                .findFirst()
                .or(() -> layers.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("The table (%s) is in no file.".formatted(label)));
    }

    private @Nullable Object raw(String key) {
        return has(key) ? layer(key).table().get(List.of(key)) : null;
    }

    private String shown() {
        return label.isEmpty() ? "the file" : "[" + label + "]";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
