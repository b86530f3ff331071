package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Names of runs: part of a branch's name and of a folder's.
public final class Tags {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]|\\.(?![.]))*");
    private static final int LONGEST = 64;

    private Tags() {}

    /// @throws UserError of kind `USAGE` if git or a file system could not have it as a name
    public static String requireValid(String tag) {
        if (!FORM.matcher(tag).matches() || tag.length() > LONGEST || tag.endsWith(".") || tag.endsWith(".lock")) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The tag (%s) must be up to %d letters, digits, \"-\", \"_\" and single dots, beginning with a letter or digit."
                            .formatted(tag, LONGEST),
                    "a blank or a slash slipped in.");
        }
        return tag;
    }

    /// `nov20`, or `nov20-2` and so on if that is taken.
    public static String fresh(LocalDate day, Predicate<String> taken) {
        String date =
                DateTimeFormatter.ofPattern("MMMd", Locale.ENGLISH).format(day).toLowerCase(Locale.ROOT);
        String tag = date;
        for (int i = 2; taken.test(tag); i++) {
            tag = date + "-" + i;
        }
        return tag;
    }
}
