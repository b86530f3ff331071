package dev.nightjar.cli.proposing;

import dev.nightjar.agents.config.Section;
import dev.nightjar.agents.config.Settings;
import dev.nightjar.agents.http.Endpoints;
import dev.nightjar.core.lab.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which proposer a new run gets: what the person says on the command line, else what `nightjar.toml` says, else a
/// model that answers on this machine, else the lab's optimizer.
///
/// @param sentence for the person, where nobody chose
public record Choice(Source source, Optional<String> sentence) {

    /// How long a local model may take to its first word: a cold one is loaded from disk.
    private static final Duration FIRST_WORD = Duration.ofSeconds(20);

    /// @param word   of `--proposer`
    /// @param models of `--model`, in order
    /// @param agent  of `--agent`
    /// @param optimizer the lab's
    public static Choice of(
            Optional<String> word,
            List<String> models,
            Optional<String> agent,
            Settings settings,
            Scope scope,
            String optimizer,
            Map<String, String> environment) {
        List<String> names = models.isEmpty() ? configured(settings) : models;
        if (word.isPresent()) {
            List<String> fitting = agent.map(List::of).orElse(optimizes(word.get()) ? models : names);
            return chosen(Source.of(word.get(), fitting, optimizer));
        }
        if (agent.isPresent()) {
            return chosen(Source.of(Source.Kind.AGENT.word(), List.of(agent.get()), optimizer));
        }
        Optional<String> kind = settings.proposer().kind();
        if (!models.isEmpty()) {
            return chosen(
                    Source.of(kind.filter(own -> !optimizes(own)).orElse(Source.Kind.LLM.word()), models, optimizer));
        }
        if (kind.isPresent()) {
            List<String> own = kind.get().equals(Source.Kind.AGENT.word())
                    ? List.of(command(settings.proposer().table()))
                    : optimizes(kind.get()) ? List.of() : names;
            return chosen(Source.of(kind.get(), own, optimizer));
        }
        if (!names.isEmpty()) {
            return chosen(Source.of(usual(scope), names.subList(0, 1), optimizer));
        }
        return found(Endpoints.usual(environment, FIRST_WORD), scope, optimizer);
    }

    /// On a fixed menu an optimizer is half of the best method, so a model that just happens to be there joins it.
    private static String usual(Scope scope) {
        return switch (scope) {
            case KNOB -> Source.Kind.HYBRID.word();
            case EDIT -> Source.Kind.LLM.word();
        };
    }

    private static Choice found(Endpoints endpoints, Scope scope, String optimizer) {
        Endpoints.Choice choice = endpoints.choose();
        return new Choice(
                choice.endpoint()
                        .map(endpoint -> Source.of(
                                usual(scope), List.of(endpoint.provider().key() + "/" + endpoint.model()), optimizer))
                        .orElse(Source.optimizer(optimizer)),
                Optional.of(choice.sentence()));
    }

    private static String command(Section proposer) {
        return proposer.section("agent")
                .text("command")
                .orElseThrow(() -> proposer.missing("agent.command", "[proposer.agent] with command = \"claude\""));
    }

    private static boolean optimizes(String word) {
        return dev.nightjar.search.Proposers.names().contains(word);
    }

    private static List<String> configured(Settings settings) {
        return settings.proposer()
                .table()
                .texts("models")
                .or(() -> settings.proposer().model().map(List::of))
                .orElse(List.of());
    }

    private static Choice chosen(Source source) {
        return new Choice(source, Optional.empty());
    }
}
