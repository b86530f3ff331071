package dev.nightjar.cli.proposing;

import dev.nightjar.agents.config.Section;
import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.proposer.Arm;
import dev.nightjar.agents.proposer.Bandit;
import dev.nightjar.agents.proposer.Critic;
import dev.nightjar.agents.proposer.Hybrid;
import dev.nightjar.agents.proposer.JumpBack;
import dev.nightjar.agents.proposer.ModelCritic;
import dev.nightjar.agents.proposer.ModelProposer;
import dev.nightjar.agents.proposer.Neighbours;
import dev.nightjar.agents.proposer.Plateau;
import dev.nightjar.agents.proposer.Remote;
import dev.nightjar.agents.proposer.RoundRobin;
import dev.nightjar.agents.proposer.Tiered;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Puts proposers together as `docs/reference/nightjar-toml.md` says.
///
/// @param table     `[proposer]`, with a table below it for each combination
/// @param optimizer the built-in one
/// @param cast      the models
/// @param agent     makes a coding agent of a command
/// @param sources   the editable file's text at a commit
/// @param insights  what the default optimizer has learnt from a run
record Composition(
        Section table,
        Proposer optimizer,
        Voice.Cast cast,
        Function<String, Proposer> agent,
        SourceLanguage language,
        Menu menu,
        UnaryOperator<String> sources,
        Function<ProposalContext, Optional<Insight>> insights) {

    private static final double USUAL_HOUR_PRICE = 1;
    private static final String NEIGHBOURS = "neighbours";

    /// Everything but what keeps a night going without models.
    Proposer of(Source source) {
        List<String> names = source.names();
        Proposer proposer = switch (source.kind()) {
            case OPTIMIZER -> optimizer;
            case LLM -> restless(names.getFirst(), List.of());
            case HYBRID -> hybrid(names.getFirst());
            case TIERED -> tiered(names.getFirst(), names.getLast());
            case BANDIT ->
                new Bandit(
                        arms(names),
                        table.section("bandit").number("hour_price", 1e-6, 1e6).orElse(USUAL_HOUR_PRICE));
            case ROUND_ROBIN -> new RoundRobin(arms(names));
            case AGENT -> agent.apply(names.getFirst());
            case REPLAY -> throw new IllegalArgumentException("A replay is what was recorded: " + source);
        };
        return criticised(proposer);
    }

    private Proposer model(String name) {
        return placed(asking(cast.voice(name)), cast.voice(name));
    }

    private ModelProposer asking(Voice voice) {
        return new ModelProposer(voice.model(), PromptSettings.of(voice.scaffold()), insights);
    }

    /// A model that is shown one try of the optimizer, to take or to leave, is not shown others.
    private Proposer beside(Voice voice) {
        return placed(
                new ModelProposer(
                        voice.model(),
                        PromptSettings.of(voice.scaffold()),
                        context -> insights.apply(context).map(known -> known.with(List.of()))),
                voice);
    }

    private static Proposer placed(Proposer proposer, Voice voice) {
        return voice.elsewhere() ? new Remote(proposer) : proposer;
    }

    /// After a plateau somebody else has the word: the optimizer, a stronger model if there is one, and the first
    /// again from an earlier incumbent.
    private Proposer restless(String name, List<Plateau.Source> stronger) {
        Proposer first = model(name);
        List<Plateau.Source> circle = new ArrayList<>();
        circle.add(new Plateau.Source(name, first));
        if (!menu.knobs().isEmpty()) {
            circle.add(new Plateau.Source("optimizer", optimizer));
        }
        circle.addAll(stronger);
        circle.add(new Plateau.Source("jump back", new JumpBack(first, sources, language)));
        return new Plateau(circle, whole(table.section("plateau"), "patience", Plateau.USUAL_PATIENCE));
    }

    private Proposer hybrid(String name) {
        Section hybrid = table.section("hybrid");
        return new Hybrid(
                optimizer,
                beside(cast.voice(name)),
                hybrid.number("share", 0, 1).orElse(Hybrid.USUAL_SHARE),
                whole(hybrid, "after", Hybrid.USUAL_AFTER),
                language);
    }

    private Proposer tiered(String cheap, String strong) {
        Voice voice = cast.voice(strong);
        Proposer mending = model(strong);
        return new Tiered(
                restless(cheap, List.of(new Plateau.Source(strong, mending))),
                placed(asking(voice).reviewing(), voice),
                mending,
                whole(table.section("tiered"), "every", Tiered.USUAL_EVERY));
    }

    private List<Arm> arms(List<String> names) {
        List<Arm> arms = new ArrayList<>();
        names.forEach(name -> arms.add(new Arm(name, model(name))));
        return arms;
    }

    private Proposer criticised(Proposer proposer) {
        Section critic = table.section("critic");
        Optional<String> by = critic.text("by");
        if (by.isEmpty()) {
            return proposer;
        }
        Critic.Scoring scoring = by.get().equals(NEIGHBOURS) ? new Neighbours() : critic(cast.voice(by.get()));
        return new Critic(
                proposer, scoring, language, critic.number("threshold", 0, 1).orElse(Critic.USUAL_THRESHOLD));
    }

    private static Critic.Scoring critic(Voice voice) {
        return new ModelCritic(voice.model(), PromptSettings.of(voice.scaffold()));
    }

    private static int whole(Section section, String key, int usual) {
        OptionalLong given = section.whole(key, 0, 100_000);
        return given.isPresent() ? (int) given.getAsLong() : usual;
    }

    /// A misspelt key would silently mean the usual value.
    ///
    /// @throws dev.nightjar.core.error.UserError for a key of `[proposer]` that nobody reads
    static void requireKnown(Section table) {
        table.requireKnown("kind", "model", "models", "hybrid", "tiered", "bandit", "plateau", "critic", "agent");
        table.section("hybrid").requireKnown("share", "after");
        table.section("tiered").requireKnown("every");
        table.section("bandit").requireKnown("hour_price");
        table.section("plateau").requireKnown("patience");
        table.section("critic").requireKnown("by", "threshold");
        table.section("agent").requireKnown("command", "model", "limit", "money", "keys", "beside_trials");
    }

    /// Models that a source needs beside those that it names.
    static List<String> critics(Section table) {
        return table.section("critic").text("by").filter(by -> !by.equals(NEIGHBOURS)).stream()
                .toList();
    }
}
