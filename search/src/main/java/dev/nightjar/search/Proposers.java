package dev.nightjar.search;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.Proposer;
import java.util.List;
import java.util.OptionalInt;

/// The proposers that need no model and no network.
public final class Proposers {

    private static final List<String> NAMES = List.of("random", "tpe");

    private Proposers() {}

    /// What [#named] knows.
    public static List<String> names() {
        return NAMES;
    }

    /// `random` draws, `tpe` learns.
    ///
    /// @param changes how many knobs a proposal may change; any number when empty
    /// @throws UserError if there is no proposer of that name
    public static Proposer named(String name, OptionalInt changes) {
        return new OptimizerProposer(
                name,
                switch (name) {
                    case "random" -> context -> new RandomSearch(context.menu(), changes, context.seed());
                    case "tpe" ->
                        context -> new TreeParzen(
                                context.menu(), context.lab().metric().direction(), changes, context.seed());
                    default ->
                        throw new UserError(
                                UserError.Kind.USAGE,
                                "There is no proposer (%s).".formatted(name),
                                "one of %s is meant.".formatted(NAMES));
                });
    }
}
