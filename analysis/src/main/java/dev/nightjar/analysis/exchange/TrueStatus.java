package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Result;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A status that another format does not know, in front of the description: `[blocked: R4_cross: d_model %
/// n_head] d_model → 300`. Blocked becomes a discard there, tainted a crash; reading turns them back.
record TrueStatus(ExperimentStatus status, String description, String reason, Optional<RailName> rail) {

    private static final Pattern MARKED =
            Pattern.compile("\\[(blocked|tainted|checks_failed)(?:: (?:(R[1-8]_\\w+): )?([^\\]]*))?\\] ?(.*)");

    /// The description for a format that does not know the row's status.
    static String mark(Result row) {
        String rail = row.ending().rail().map(name -> name.id() + ": ").orElse("");
        String why = (rail + oneLine(row.ending().reason())).replace(']', ')');
        return "[%s%s] %s".formatted(row.status().text(), why.isBlank() ? "" : ": " + why, oneLine(row.description()));
    }

    /// Reads a description that may be marked; `known` is the status that the format gave.
    static TrueStatus read(String description, ExperimentStatus known) {
        Matcher matcher = MARKED.matcher(description);
        if (!matcher.matches()) {
            return new TrueStatus(known, description, "", Optional.empty());
        }
        ExperimentStatus status = ExperimentStatus.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        String reason = matcher.group(3) == null ? "" : matcher.group(3);
        String railName = matcher.group(2);
        Optional<RailName> rail = Arrays.stream(RailName.values())
                .filter(name -> name.id().equals(railName))
                .findFirst();
        if (rail.isEmpty() && railName != null) {
            reason = railName + ": " + reason;
        }
        return new TrueStatus(status, matcher.group(4), reason, rail);
    }

    Result.Ending ending() {
        return new Result.Ending(reason, rail, Optional.empty());
    }

    /// Without tabs and line breaks, which would tear a row apart.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
