package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Yardstick;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a run that goes on takes from its start and what from the lab as it is now.
public final class RunSettings {

    private static final String NONE = "none";

    private RunSettings() {}

    /// The lab's settings as they are now, with what the run fixed at its start.
    ///
    /// @throws UserError of kind `LAB` if the lab now measures with something else than the run did
    public static Lab of(Lab lab, RunState state) {
        Event.RunStarted run = state.run();
        if (run.origin().startsWith("import")) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The run (%s) was imported and cannot go on.".formatted(run.tag()),
                    "\"nightjar run\" is meant.");
        }
        requireSameYardstick(lab, run);
        return new Lab(
                lab.name(),
                lab.goal(),
                lab.editable(),
                lab.scope(),
                run.budget().map(lab.train()::with).orElse(lab.train()),
                lab.data(),
                lab.metric(),
                run.gate(),
                new Lab.Search(run.proposer(), run.changes()),
                lab.checks(),
                state.sessions().isEmpty()
                        ? lab.limits()
                        : state.sessions().getLast().started().limits());
    }

    private static void requireSameYardstick(Lab lab, Event.RunStarted run) {
        Changes changes = new Changes();
        changes.compare("name", run.metric(), lab.metric().name());
        changes.compare("direction", word(run.direction()), word(lab.metric().direction()));
        changes.compare("judge", word(run.judge()), word(lab.metric().judge()));
        run.yardstick().ifPresent(then -> {
            changes.compare("context", then.context(), lab.metric().context());
            changes.compare("rows", then.rows(), lab.metric().rows());
            changes.compare("evaluator", then.evaluator(), lab.metric().evaluator());
            changes.compare(
                    "corpus",
                    then.corpus().map(Yardstick.Corpus::name).orElse(NONE),
                    lab.data().map(Lab.Source::corpus).orElse(NONE));
            changes.compare(
                    "vocab",
                    then.corpus().map(corpus -> "" + corpus.vocabulary()).orElse(NONE),
                    lab.data().map(data -> "" + data.vocabulary()).orElse(NONE));
        });
        if (!changes.found.isEmpty()) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "Since run (%s) began, [metric] or [data] of lab.toml has changed: %s."
                            .formatted(run.tag(), String.join("; ", changes.found)),
                    "the new values are for a new run, \"nightjar run\"; numbers of this one could not be compared.");
        }
    }

    /// @param now the key of the lab's corpus
    /// @throws UserError of kind `CORPUS` if the run was measured on another one
    static void requireSameCorpus(Event.RunStarted run, String now) {
        run.yardstick()
                .flatMap(Yardstick::corpus)
                .filter(then -> !then.key().equals(now))
                .ifPresent(then -> {
                    throw new UserError(
                            UserError.Kind.CORPUS,
                            "The corpus (%s) is not the one that run (%s) was measured on: its key was %s and is %s."
                                    .formatted(then.name(), run.tag(), then.key(), now),
                            "a file in it was changed, or this Nightjar prepares it in another way; \"nightjar run\" starts a new run.");
                });
    }

    /// As `lab.toml` has it.
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static final class Changes {

        private final List<String> found = new ArrayList<>();

        void compare(String key, Object then, Object now) {
            if (!then.equals(now)) {
                found.add("%s was %s and is %s".formatted(key, then, now));
            }
        }
    }
}
