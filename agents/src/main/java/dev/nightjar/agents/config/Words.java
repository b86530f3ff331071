package dev.nightjar.agents.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// What messages say about values.
final class Words {

    private Words() {}

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
}
