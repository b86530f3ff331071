package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.rails.RailName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Something that a model might say, and what the rails should make of it.
///
/// @param line      where it begins in its file, from 1
/// @param raw       exactly what the model said
/// @param rail      the one that should block it, where the case says so
/// @param lab       folder of the lab it is about, relative to the cases' file; without it, the bench's lab
/// @param scope     of the lab, where the case wants another than it has
/// @param changes   knobs that a proposal may change at a time, where the case limits them
/// @param incumbent a proposal that was kept: the case starts from its program
/// @param history   proposals that were tried before, in order
public record RailCase(
        String id,
        int line,
        Expect expect,
        String raw,
        Optional<RailName> rail,
        Optional<String> lab,
        Optional<Scope> scope,
        OptionalInt changes,
        Optional<String> incumbent,
        List<String> history) {

    /// Whether the proposal is clean or not.
    public enum Expect {
        PASS,
        BLOCK
    }

    public RailCase {
        history = List.copyOf(history);
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "The id of a case is empty.\nMaybe a name such as \"json/comment\" is meant.");
        }
        if (expect == Expect.PASS && rail.isPresent()) {
            throw new IllegalArgumentException(
                    "The case (%s) should pass, so no rail (%s) can catch it.\nMaybe its \"expect\" should be \"block\"."
                            .formatted(id, rail.get()));
        }
        if (rail.filter(RailName.PREFLIGHT::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "The case (%s) expects the rail (%s), which starts a process and is no part of this bench.\nMaybe R5_diff_lint is meant."
                            .formatted(id, RailName.PREFLIGHT));
        }
    }

    /// What stands before the first `/` of the id, or `other`.
    String category() {
        int slash = id.indexOf('/');
        return slash > 0 ? id.substring(0, slash) : "other";
    }
}
