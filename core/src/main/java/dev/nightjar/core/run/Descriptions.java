package dev.nightjar.core.run;

import dev.nightjar.core.proposal.Proposal;
import java.util.stream.Collectors;

/// Proposals in one line, for experiments that never became a commit.
final class Descriptions {

    private static final int LONGEST = 120;

    private Descriptions() {}

    static String of(Proposal proposal) {
        String text = switch (proposal) {
            case Proposal.KnobChange change ->
                change.changes().entrySet().stream()
                        .map(entry -> entry.getKey() + " → " + entry.getValue())
                        .collect(Collectors.joining(", "));
            case Proposal.Edit edit -> edit.reason();
            case Proposal.Unparsed(String raw) -> raw;
        };
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
