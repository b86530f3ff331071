package dev.nightjar.cli.proposing;

import dev.nightjar.core.error.UserError;
import dev.nightjar.search.Proposers;
import java.util.ArrayList;
import java.util.List;

/// Who proposes in a run, as its ledger says it: `auto`; `hybrid qwen, else auto`; `agent claude, else tpe`.
///
/// @param kind      of proposer; a built-in optimizer's name where it is alone
/// @param names     of models; of `agent` the preset or command line, of `replay` the transcript's path
/// @param optimizer the built-in one: alone, in a combination, or in the place of a model that is silent
public record Source(Kind kind, List<String> names, String optimizer) {

    /// What may take part beside the optimizer.
    public enum Kind {
        OPTIMIZER,
        LLM,
        HYBRID,
        TIERED,
        BANDIT,
        ROUND_ROBIN,
        AGENT,
        REPLAY;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final String ELSE = ", else ";

    public Source {
        names = List.copyOf(names);
        switch (kind) {
            case OPTIMIZER -> require(names.isEmpty(), kind, names, "no model");
            case LLM, HYBRID, AGENT, REPLAY -> require(names.size() == 1, kind, names, "one model, command or file");
            case TIERED -> require(names.size() == 2, kind, names, "two models, the cheap one first");
            case BANDIT, ROUND_ROBIN -> require(!names.isEmpty(), kind, names, "at least one model");
        }
    }

    public static Source optimizer(String name) {
        return new Source(Kind.OPTIMIZER, List.of(), name);
    }

    /// Every word that `--proposer` and `[proposer] kind` know, built-in optimizers first.
    public static List<String> words() {
        List<String> words = new ArrayList<>(Proposers.names());
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OPTIMIZER) {
                words.add(kind.word());
            }
        }
        return List.copyOf(words);
    }

    /// @param word      one of [#words]
    /// @param optimizer the lab's
    /// @throws UserError if there is no such kind, or the names do not fit it
    public static Source of(String word, List<String> names, String optimizer) {
        if (Proposers.names().contains(word)) {
            return new Source(Kind.OPTIMIZER, names, word);
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OPTIMIZER && kind.word().equals(word)) {
                return new Source(kind, names, optimizer);
            }
        }
        throw new UserError(
                UserError.Kind.USAGE,
                "There is no proposer (%s).".formatted(word),
                "one of %s is meant.".formatted(words()));
    }

    /// Reads what [#text] wrote.
    public static Source parse(String text) {
        int end = text.lastIndexOf(ELSE);
        if (end < 0) {
            return optimizer(text);
        }
        int space = text.indexOf(' ');
        String names = text.substring(space + 1, end);
        String word = text.substring(0, space);
        boolean single = List.of(Kind.AGENT.word(), Kind.REPLAY.word()).contains(word);
        return of(word, single ? List.of(names) : List.of(names.split(", ")), text.substring(end + ELSE.length()));
    }

    /// As it stands in the ledger.
    public String text() {
        return kind == Kind.OPTIMIZER ? optimizer : kind.word() + " " + String.join(", ", names) + ELSE + optimizer;
    }

    private static void require(boolean holds, Kind kind, List<String> names, String needed) {
        if (!holds) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The proposer (%s) takes %s, not %s.".formatted(kind.word(), needed, names),
                    "\"--proposer llm --model NAME\" is meant; --model can be given more than once.");
        }
    }
}
