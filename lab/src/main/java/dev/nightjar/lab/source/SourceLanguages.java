package dev.nightjar.lab.source;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which language an editable file is in, by its ending.
public final class SourceLanguages {

    private static final Set<String> KEY_VALUE =
            Set.of("sh", "properties", "env", "cfg", "conf", "ini", "toml", "yaml", "yml");

    private SourceLanguages() {}

    /// @param editable the file's name
    /// @param command  the lab's training command; a Python in it is asked to parse
    /// @throws UserError of kind `LAB` for an ending that no language has
    public static SourceLanguage of(String editable, List<String> command) {
        String ending = editable.substring(editable.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (ending.equals("java")) {
            return new JavaSource();
        }
        if (ending.equals("py")) {
            return new PythonSource(PythonSource.interpreter(command));
        }
        if (KEY_VALUE.contains(ending)) {
            return new KeyValueSource();
        }
        throw new UserError(
                UserError.Kind.LAB,
                "The editable file (%s) is in no language that Nightjar reads: Java (.java), Python (.py), or lines of NAME=value (%s)."
                        .formatted(
                                editable,
                                KEY_VALUE.stream()
                                        .sorted()
                                        .map(known -> "." + known)
                                        .toList()),
                "the program can read its constants from a .properties file, and that file can be the editable one.");
    }
}
